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
  revision?: number;
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
