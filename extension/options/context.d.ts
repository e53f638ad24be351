import type { Settings } from "../core/settings.js";
import type { Speak } from "../shared/words.js";
import type * as Api from "../types/api.d.ts";

export interface Context {
  speak: Speak;
  settings: Settings;
  /** What the server last said of the shop; null until it has been asked. */
  shop: Api.ExtensionOut | null;
  change(changes: Partial<Settings>): Promise<void>;
  say(text: string): void;
}
