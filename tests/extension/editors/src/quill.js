import Quill from "quill";

const box = document.createElement("div");
const model = Object.assign(document.createElement("output"), { id: "model" });
document.getElementById("app").append(box, model);
const quill = new Quill(box, { placeholder: "写点什么" });
quill.on("text-change", () => (model.textContent = quill.getText().replace(/\n$/, "")));
