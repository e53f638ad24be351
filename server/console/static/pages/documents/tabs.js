// The tabs of a document, in their order.

/** @type {import("./types").Tab[]} */
export const TABS = [
  { id: "report", title: "tab_report", role: "agent", load: () => import("./report.js") },
  { id: "chunks", title: "tab_chunks", role: "agent", load: () => import("./chunks.js") },
  { id: "versions", title: "tab_versions", role: "agent", load: () => import("./versions.js") },
  { id: "history", title: "tab_history", role: "editor", load: () => import("./history.js") },
];
