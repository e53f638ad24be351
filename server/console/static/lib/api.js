// Requests to the server's own routes, with the session's cookie. What the server refuses becomes an ApiError in the
// server's words.

/** @typedef {string | number | boolean | null | undefined} QueryValue */

export class ApiError extends Error {
  /** @param {number} status @param {string} code @param {string} message @param {string} requestId */
  constructor(status, code, message, requestId) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

/** @param {unknown} error */
export const wasAborted = (error) => error instanceof DOMException && error.name === "AbortError";

export class Api {
  /** @type {() => void} */
  #onSignedOut;
  #csrf = "";

  /** @param {() => void} onSignedOut called when the session is over */
  constructor(onSignedOut) {
    this.#onSignedOut = onSignedOut;
  }

  /** @param {string} token from GET /v1/me */
  useCsrf(token) {
    this.#csrf = token;
  }

  /**
   * @param {string} path e.g. "documents"; "/v1/" is put before it
   * @param {Record<string, QueryValue>} [query] values that are null, undefined or "" are left out
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>} the answer's JSON, whose shape docs/openapi.json gives
   */
  get(path, query = {}, signal) {
    return this.#send("GET", address(path, query), undefined, signal);
  }

  /**
   * @param {string} path @param {unknown} [body] @param {Record<string, QueryValue>} [query]
   * @param {number} [revision] what was read: refused as “stale” when somebody has changed it since
   * @returns {Promise<any>}
   */
  post(path, body, query = {}, revision) {
    return this.#send("POST", address(path, query), body, undefined, revision);
  }

  /** @param {string} path @param {unknown} body @param {Record<string, QueryValue>} [query] @returns {Promise<any>} */
  put(path, body, query = {}) {
    return this.#send("PUT", address(path, query), body);
  }

  /**
   * @param {string} path @param {unknown} body @param {Record<string, QueryValue>} [query]
   * @param {number} [revision] what was read: refused as “stale” when somebody has changed it since
   * @returns {Promise<any>}
   */
  patch(path, body, query = {}, revision) {
    return this.#send("PATCH", address(path, query), body, undefined, revision);
  }

  /** @param {string} path @param {Record<string, QueryValue>} [query] @returns {Promise<any>} */
  remove(path, query = {}) {
    return this.#send("DELETE", address(path, query));
  }

  /**
   * The bytes of a download.
   * @param {string} path @param {Record<string, QueryValue>} [query]
   * @returns {Promise<Blob>}
   */
  async download(path, query = {}) {
    return (await this.#fetch("GET", address(path, query))).blob();
  }

  /**
   * Send files as multipart, with true progress of the sending.
   * @param {string} path
   * @param {FormData} form
   * @param {(share: number) => void} onProgress from 0 to 1
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  upload(path, form, onProgress, signal) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest(); // fetch cannot say how much it has sent
      request.open("POST", address(path));
      request.setRequestHeader("X-CSRF-Token", this.#csrf);
      request.upload.addEventListener("progress", (event) => onProgress(event.total ? event.loaded / event.total : 0));
      request.addEventListener("load", () => {
        const body = parsed(request.responseText);
        if (request.status < 400) resolve(body);
        else reject(this.#refused(request.status, body));
      });
      request.addEventListener("error", () => reject(new ApiError(0, "offline", "", "")));
      request.addEventListener("abort", () => reject(new DOMException("left", "AbortError")));
      signal?.addEventListener("abort", () => request.abort());
      request.send(form);
    });
  }

  /**
   * The events of a stream, one by one.
   * @param {string} path @param {{ body?: unknown, signal?: AbortSignal }} [options] a body makes it a POST
   * @returns {AsyncGenerator<{ event: string, data: any }>}
   */
  async *events(path, { body, signal } = {}) {
    const method = body === undefined ? "GET" : "POST";
    const response = await this.#fetch(method, address(path), body, signal, "text/event-stream");
    if (!response.body) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const lines = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s, 2)));
        if (lines.event) yield { event: lines.event, data: parsed(lines.data ?? "null") };
      }
    }
  }

  /**
   * @param {string} method @param {string} url @param {unknown} [body] @param {AbortSignal} [signal]
   * @param {number} [revision]
   */
  async #send(method, url, body, signal, revision) {
    const response = await this.#fetch(method, url, body, signal, "application/json", revision);
    return response.status === 204 ? null : response.json();
  }

  /**
   * @param {string} method @param {string} url @param {unknown} [body] @param {AbortSignal} [signal]
   * @param {string} [accept] @param {number} [revision]
   */
  async #fetch(method, url, body, signal, accept = "application/json", revision) {
    const headers = new Headers({ Accept: accept });
    if (revision !== undefined) headers.set("If-Match", `"${revision}"`);
    if (method !== "GET") headers.set("X-CSRF-Token", this.#csrf);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const content = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(url, { method, headers, body: content, signal: signal ?? null }).catch((error) => {
      throw wasAborted(error) ? error : new ApiError(0, "offline", "", "");
    });
    if (!response.ok) throw this.#refused(response.status, parsed(await response.text()));
    return response;
  }

  /** @param {number} status @param {any} body */
  #refused(status, body) {
    const { code = "internal", message = "", request_id: id = "" } = body?.error ?? {};
    if (status === 401 && this.#csrf) this.#onSignedOut();
    return new ApiError(status, code, message, id);
  }
}

/** @param {string} path @param {Record<string, QueryValue>} [query] */
function address(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `../v1/${path}${search && `?${search}`}`;
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an answer of something between us and the server; its status is all there is to know
  }
}
