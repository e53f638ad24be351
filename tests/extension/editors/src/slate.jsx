import { useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Node } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";

const EMPTY = [{ type: "paragraph", children: [{ text: "" }] }];

function Composer() {
  const editor = useMemo(() => withHistory(withReact(createEditor())), []);
  const [value, setValue] = useState(EMPTY);
  return (
    <Slate editor={editor} initialValue={EMPTY} onChange={setValue}>
      <Editable placeholder="写点什么" />
      <output id="model">{value.map((node) => Node.string(node)).join("\n")}</output>
    </Slate>
  );
}
createRoot(document.getElementById("app")).render(<Composer />);
