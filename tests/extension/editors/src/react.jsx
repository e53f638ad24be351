import { useState } from "react";
import { createRoot } from "react-dom/client";

function Composer() {
  const [text, setText] = useState("");
  return (
    <>
      <textarea id="editor" rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      <output id="model">{text}</output>
    </>
  );
}
createRoot(document.getElementById("app")).render(<Composer />);
