import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";

const model = Object.assign(document.createElement("output"), { id: "model" });
new Editor({
  element: document.getElementById("app"),
  extensions: [StarterKit],
  onUpdate: ({ editor }) => (model.textContent = editor.getText({ blockSeparator: "\n" })),
});
document.getElementById("app").append(model);
