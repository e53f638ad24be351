// What GET /v1/documents and its neighbours answer, as far as these pages read it.
export interface Validity {
  from: string | null;
  to: string | null;
}

export interface ReportNote {
  code: string;
  message: string;
  place: string;
  count: number;
}

export interface Report {
  pages: number | null;
  sheets: { name: string; tables: number; rows: number }[];
  headings: number;
  paragraphs: number;
  tables: number;
  rows: number;
  characters: number;
  recognised: number[];
  notes: ReportNote[];
  elapsed_ms: number;
}

export interface Version {
  id: string;
  number: number;
  status: "draft" | "published" | "superseded" | "retired";
  media_type: string;
  size_bytes: number;
  chunks: number;
  validity: Validity;
  validity_source: "open" | "found" | "confirmed";
  notes: { code: string; message: string }[];
  report: Report | null;
  created_at: string;
  published_at: string | null;
}

export interface Document {
  id: string;
  shop: string;
  name: string;
  title: string;
  category: string;
  created_at: string;
  status: Version["status"];
  versions: number;
  current: Version;
  /** Counts every change, so that two editors notice each other. */
  revision: number;
  audience: "customer" | "staff";
  scope: { level: string; platform: string; product_categories: string[]; skus: string[]; overrides: string };
  review_on: string | null;
  inherited: boolean;
  overridden_by: string | null;
  /** Of one document alone: what publishing it needs. */
  second_person?: boolean;
  pending?: Review | null;
  in_force?: { version: number; since: string | null; until: string | null }[];
}

export interface Actor {
  id: string;
  name: string;
}

export interface Review {
  id: string;
  version: number;
  note: string;
  asked_by: Actor;
  asked_at: string;
}

export interface Change {
  id: number;
  revision: number;
  action: string;
  version: number | null;
  detail: Record<string, unknown>;
  by: Actor;
  at: string;
}

export interface Diff {
  before: number;
  after: number;
  same: number;
  added: number;
  removed: number;
  changed: number;
  changes: {
    turn: "added" | "removed" | "changed";
    context: string;
    words: { edit: "same" | "added" | "removed"; text: string }[];
  }[];
}

export interface Chunk {
  id: string;
  ordinal: number;
  kind: string;
  audience: "customer" | "staff";
  text: string;
  context: string;
  place: { section: string[]; page: number | null; sheet: string | null; row: number | null };
  tokens: number;
  skus: string[];
  fields: [string, string][];
}

/** One tab of a document's view; `show` gives its content. */
export interface Tab {
  id: string;
  /** Key of the page's words. */
  title: string;
  role: import("../../types").Role;
  load: () => Promise<{ show: (context: import("../../types").Context, document: Document) => HTMLElement | Promise<HTMLElement> }>;
}
