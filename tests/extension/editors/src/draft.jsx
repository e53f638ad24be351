import { Editor, EditorState } from "draft-js";
import { useState } from "react";
import { createRoot } from "react-dom/client";

window.global ??= window;

function Composer() {
  const [state, setState] = useState(() => EditorState.createEmpty());
  return (
    <>
      <Editor editorState={state} onChange={setState} placeholder="写点什么" />
      <output id="model">{state.getCurrentContent().getPlainText("\n")}</output>
    </>
  );
}
createRoot(document.getElementById("app")).render(<Composer />);
