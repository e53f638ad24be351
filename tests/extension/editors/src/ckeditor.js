import { ClassicEditor } from "@ckeditor/ckeditor5-editor-classic";
import { Essentials } from "@ckeditor/ckeditor5-essentials";
import { Paragraph } from "@ckeditor/ckeditor5-paragraph";

const box = document.createElement("div");
const model = Object.assign(document.createElement("output"), { id: "model" });
document.getElementById("app").append(box, model);
const editor = await ClassicEditor.create(box, { licenseKey: "GPL", plugins: [Essentials, Paragraph] });
editor.model.document.on("change:data", () => {
  const lines = [...editor.model.document.getRoot().getChildren()].map((block) =>
    [...block.getChildren()].map((node) => (node.is("$text") ? node.data : "\n")).join(""),
  );
  model.textContent = lines.join("\n");
});
