// An adapter tells how one workbench is read: data, never code. Selectors are CSS; ` >>> ` between two of them enters
// the open shadow root (or the same-origin frame) of what the left one found. What an imported adapter says is untrusted:
// adapters/checking.js looks at every part of it before it is used.

/** Where a value stands, and how it is read there. */
export interface Field {
  /** Looked for inside the item, or in the page outside the message list; empty: the item itself. */
  select: string;
  /**
   * An attribute's name, `value` for what is typed into a field, `url` for the page's address; else the text. Of a
   * conversation's id also `messages`: nothing but what is said tells one chat from another (content/identity.js).
   */
  attribute?: string;
  /** Only what follows this text, e.g. “订单号：”. */
  after?: string;
  /** Only what stands before this text. */
  before?: string;
}

export interface Adapter {
  format: 1;
  id: string;
  name: string;
  platform?: string;
  /** Chrome match patterns: https://im.example.com/chat/* */
  matches: string[];
  /** How it is known that the selectors fit: a page in tests/extension/pages/, and whether somebody saw it work live. */
  evidence: { page: string; verified: boolean; note: string };
  messages: {
    list: string;
    item: string;
    text: Field;
    /** Selectors that only messages of one side match (the item or something in it), or the side on which they stand. */
    role: { customer: string; agent: string } | { agent_side: "left" | "right" };
    at?: Field;
  };
  editor: string;
  /** The box around the editor, above which the strip is shown; without it the editor itself. */
  composer?: string;
  conversation: { id: Field; title: Field };
  sku?: Field;
  /** Names are those of the server's order: number, status, amount, paid_at, shipped_at, carrier, tracking_number. */
  order?: Record<string, Field>;
  /** Is there while the customer writes. */
  typing?: string;
  waiting?: {
    item: string;
    id: Field;
    title: Field;
    preview?: Field;
    /** A time (14:03), or how long ago (2分10秒, 130s). */
    since?: Field;
    /** Only items that match this, or hold something that does, wait for a reply. */
    unread?: string;
  };
  limits?: { reply_seconds?: number; max_chars?: number };
}
