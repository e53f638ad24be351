// What leaves the browser of a chat, and how what comes back is read: personal data goes as placeholders where the shop
// or the agent wants it. Spans that the server gives are of the masked text; here they become spans of the agent's.

import { Masker } from "../masking/masker.js";

/** @import * as Api from "../types/api.d.ts" */
/** @import { DraftState } from "../types/desk.d.ts" */
/** @import { ReadConversation } from "../types/messages.d.ts" */

export class Privacy {
  #masker;

  /** @param {ReadConversation} conversation @param {boolean} wanted */
  constructor(conversation, wanted) {
    const written = conversation.messages.map((message) => message.text);
    this.#masker = wanted ? new Masker(written) : null;
    for (const text of written) this.mask(text); // learn first: a name announced later is personal in earlier texts too
  }

  mask = (/** @type {string} */ text) => this.#masker?.mask(text) ?? text;
  restore = (/** @type {string} */ text) => this.#masker?.restore(text) ?? text;

  /** @param {Api.FindingOut[]} findings @param {string} masked the text that they are of @returns {Api.FindingOut[]} */
  findings(findings, masked) {
    if (!this.#masker) return findings;
    const at = (/** @type {number} */ offset) => this.restore(masked.slice(0, offset)).length;
    return findings.map((finding) => ({
      ...finding,
      start: at(finding.start),
      end: at(finding.end),
      suggestion: finding.suggestion === null ? null : this.restore(finding.suggestion),
    }));
  }

  /** @param {DraftState} state @returns {DraftState} */
  draft(state) {
    const { draft, question } = state;
    if (!this.#masker) return state;
    const sentences = draft?.sentences.map((sentence) => ({ ...sentence, text: this.restore(sentence.text) })) ?? [];
    return {
      ...state,
      writing: this.restore(state.writing),
      ...(question ? { question: { ...question, text: this.restore(question.text) } } : {}),
      ...(draft ? { draft: { ...draft, text: this.restore(draft.text), sentences, findings: this.findings(draft.findings, draft.text) } } : {}),
      ...(state.why?.summary ? { why: { ...state.why, summary: this.restore(state.why.summary) } } : {}),
    };
  }
}

/**
 * Ask for the checks of a text of this chat.
 * @param {import("./server.js").Server} server
 * @param {Privacy} privacy
 * @param {Api.CheckRequest} request with the text as the agent wrote it
 * @param {AbortSignal} [signal]
 * @returns {Promise<Api.FindingOut[]>} of the text as the agent wrote it
 */
export async function checked(server, privacy, request, signal) {
  const masked = privacy.mask(request.text);
  const { findings } = await server.check({ ...request, text: masked }, signal);
  return privacy.findings(findings, masked);
}
