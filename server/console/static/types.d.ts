// What the shell gives a page and what a page gives the shell. See docs/console.md.
import type { Language, Speak, Words } from "./shared/words.js";
import type { Api } from "./lib/api.js";

export type Role = "agent" | "editor" | "supervisor" | "admin";

/** The answer of GET /v1/me. */
export interface Me {
  actor: string;
  name: string;
  role: Role;
  /** null: every shop. */
  shop: string | null;
  session: { login: string; csrf: string; has_password: boolean; by_link: boolean } | null;
}

export interface Shop {
  id: string;
  name: string;
  platform: string;
  voice: string;
}

export interface Context {
  api: Api;
  me: Me;
  /** The shop chosen at the top; every request of a page names it. */
  shop: Shop;
  shops: Shop[];
  language: Language;
  /** Speaks the page's own words. */
  say: Speak;
  /** What follows the page's id: #/documents/ab12/chunks gives ["ab12", "chunks"]. */
  path: string[];
  query: URLSearchParams;
  /** Aborted when the page is left: give it to every request and listener that should end with the page. */
  signal: AbortSignal;
  /** Go to another place: go("documents/ab12", { tab: "chunks" }). */
  go: (place: string, query?: Record<string, string>) => void;
  /** Show this page anew, e.g. after a change. */
  refresh: () => void;
  /** Whether the person may do what this role may. */
  may: (role: Role) => boolean;
}

export interface Page {
  words: Record<Language, Words>;
  show: (context: Context) => HTMLElement | Promise<HTMLElement>;
  /** Asked before the page is left; false keeps it (unsaved work). */
  leave?: () => boolean | Promise<boolean>;
}

/** One row of the table of pages. */
export interface PageEntry {
  id: string;
  /** Section of the menu; null: reached by links only. */
  group: "work" | "knowledge" | "shop" | null;
  role: Role;
  title: Record<Language, string>;
  /** The letter after "g" that opens it. */
  letter?: string;
  /** A style sheet of its own, e.g. "pages/documents.css"; its classes begin with the page's id. */
  styles?: string;
  load: () => Promise<{ page: Page }>;
}
