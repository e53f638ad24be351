// The server as panel, worker and options call it. Everything that can go wrong becomes a ServerError with a kind.

import { readEvents } from "./event_stream.js";

/** @import * as Api from "../types/api.d.ts" */
/** @typedef {"unset" | "offline" | "unauthorised" | "forbidden" | "superseded" | "blocked" | "refused" | "failed"} Trouble */

const TIMEOUT_MS = 20_000;
const SILENCE_MS = 45_000; // the server says "still here" every 10 s

export class ServerError extends Error {
  /** @param {Trouble} kind @param {string} message @param {string} [requestId] */
  constructor(kind, message, requestId = "") {
    super(message);
    this.kind = kind;
    this.requestId = requestId;
  }
  /** Whether the same request may succeed later. */
  get passing() {
    return this.kind === "offline" || this.kind === "failed" || this.kind === "unauthorised" || this.kind === "unset";
  }
}

export class Server {
  #address;
  #key;

  /** @param {{ server: string, key: string }} settings */
  constructor({ server, key }) {
    this.#address = server.replace(/\/+$/, "");
    this.#key = key;
  }

  /** @param {string} code @returns {Promise<Api.RedeemedOut>} */
  redeem(code) {
    return this.#json("POST", "/v1/pairings/redeem", { code });
  }
  /** @returns {Promise<Api.ShopsOut>} */
  shops() {
    return this.#json("GET", "/v1/shops");
  }
  /** @param {string} shop "" for the key's own @returns {Promise<Api.ExtensionOut>} */
  extension(shop) {
    return this.#json("GET", `/v1/extension${shop ? `?shop=${encodeURIComponent(shop)}` : ""}`);
  }
  /** @param {string} suggestion @param {Api.Tone} tone @returns {Promise<Api.PhrasingOut>} */
  phrase(suggestion, tone) {
    return this.#json("POST", `/v1/suggestions/${encodeURIComponent(suggestion)}/phrasings`, { tone });
  }
  /** @param {string} conversation @param {string} shop @returns {Promise<Api.PastsOut>} newest first */
  past(conversation, shop) {
    const query = new URLSearchParams({ conversation_id: conversation, ...(shop ? { shop } : {}) });
    return this.#json("GET", `/v1/suggestions?${query}`);
  }
  /** @param {Api.MessagesIn} body @returns {Promise<Api.MessagesOut>} */
  report(body) {
    return this.#json("POST", "/v1/messages", body);
  }
  /** @param {Api.CheckRequest} body @param {AbortSignal} [signal] @returns {Promise<Api.CheckOut>} */
  check(body, signal) {
    return this.#json("POST", "/v1/checks", body, signal);
  }
  /** @param {string} suggestion @param {Api.DecisionRequest} body @returns {Promise<Api.DecisionOut>} */
  decide(suggestion, body) {
    return this.#json("POST", `/v1/suggestions/${encodeURIComponent(suggestion)}/decision`, body);
  }
  /**
   * The events of a suggestion in the making.
   * @param {Api.SuggestionRequest} body
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<import("./event_stream.js").ServerEvent>}
   */
  async *suggest(body, signal) {
    const watch = new AbortController();
    const either = AbortSignal.any([signal, watch.signal]);
    let timer = setTimeout(() => watch.abort(), SILENCE_MS);
    try {
      const response = await this.#fetch("POST", "/v1/suggestions", body, either, "text/event-stream");
      if (!response.body) throw new ServerError("failed", "the answer is empty");
      const seen = response.body.pipeThrough(
        new TransformStream({
          transform(chunk, controller) {
            clearTimeout(timer);
            timer = setTimeout(() => watch.abort(), SILENCE_MS);
            controller.enqueue(chunk);
          },
        }),
      );
      for await (const event of readEvents(seen)) {
        if (event.event === "error") throw errorOf(409, event.data);
        yield event;
      }
    } catch (error) {
      throw asServerError(error, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * @template T
   * @param {string} method @param {string} path @param {unknown} [body] @param {AbortSignal} [signal]
   * @returns {Promise<T>}
   */
  async #json(method, path, body, signal) {
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await this.#fetch(method, path, body, signal ? AbortSignal.any([signal, limit]) : limit);
      return await response.json();
    } catch (error) {
      throw asServerError(error, signal);
    }
  }

  /** @param {string} method @param {string} path @param {unknown} body @param {AbortSignal} signal @param {string} accept */
  async #fetch(method, path, body, signal, accept = "application/json") {
    if (!this.#address) throw new ServerError("unset", "no server address is set");
    /** @type {Record<string, string>} */
    const headers = { Accept: accept };
    if (this.#key) headers["Authorization"] = `Bearer ${this.#key}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const sent = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(this.#address + path, { method, headers, signal, body: sent, cache: "no-store" });
    if (!response.ok) throw errorOf(response.status, await response.json().catch(() => null));
    return response;
  }
}

/** @param {number} status @param {unknown} body the server's error body, or whatever stands between answered */
function errorOf(status, body) {
  const told = /** @type {Partial<Api.ErrorBody> | null} */ (body)?.error;
  const code = told?.code ?? "";
  const message = told?.message ?? `HTTP ${status}`;
  return new ServerError(kindOf(status, code), message, told?.request_id ?? "");
}

/** @param {number} status @param {string} code @returns {Trouble} */
function kindOf(status, code) {
  if (code === "superseded" || code === "blocked") return code;
  if (code === "internal" || status >= 500 || status === 429 || status === 408) return "failed";
  if (status === 401) return "unauthorised";
  if (status === 403) return "forbidden";
  return "refused";
}

/** @param {unknown} error @param {AbortSignal} [signal] whose abort is the caller's own wish */
function asServerError(error, signal) {
  if (error instanceof ServerError || signal?.aborted) return error;
  if (error instanceof TypeError || error instanceof DOMException) return new ServerError("offline", error.message);
  if (error instanceof SyntaxError) return new ServerError("failed", "the answer is not what a Huashu server gives");
  return error;
}
