import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerPlainText } from "@lexical/plain-text";
import { $getRoot, createEditor } from "lexical";

const element = Object.assign(document.createElement("div"), { contentEditable: "true" });
const model = Object.assign(document.createElement("output"), { id: "model" });
document.getElementById("app").append(element, model);
const editor = createEditor({ namespace: "composer", onError: (error) => { throw error; } });
editor.setRootElement(element);
registerPlainText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
editor.registerUpdateListener(({ editorState }) => editorState.read(() => (model.textContent = $getRoot().getTextContent())));
