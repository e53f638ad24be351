const element = Object.assign(document.createElement("div"), { contentEditable: "true" });
element.style.whiteSpace = "pre-wrap";
const model = Object.assign(document.createElement("output"), { id: "model" });
element.addEventListener("input", () => (model.textContent = element.innerText.replace(/\n$/, "")));
document.getElementById("app").append(element, model);
