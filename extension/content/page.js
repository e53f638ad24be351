// The page's side of the extension, started. It holds no key and calls no server: it reads, shows and inserts, and talks to
// the worker. Everything hangs on one AbortController: when the extension is reloaded or removed, nothing of it stays.

(() => {
  /** @typedef {import("../types/messages.d.ts").ToPage} ToPage */
  const ALIVE_MS = 1000;

  if (huashu.running && !huashu.running.signal.aborted) return; // injected twice
  const life = new AbortController();
  huashu.running = life;
  huashu.attendAnew = attend;
  /** @type {import("../types/page.d.ts").Session | undefined} */
  let session;
  /** @type {"zh" | "en"} */
  let language = "zh";
  let ended = new AbortController();
  let path = location.pathname;
  let attended = "";
  const heartbeat = setInterval(beat, ALIVE_MS);
  chrome.runtime.onMessage.addListener(answer);
  life.signal.addEventListener("abort", () => {
    clearInterval(heartbeat);
    ended.abort();
    if (chrome.runtime?.id) chrome.runtime.onMessage.removeListener(answer);
  });
  attend();

  /** Ask which adapters hold for this address, and begin with them. */
  async function attend() {
    const setup = await tell({ type: "page.hello" });
    const adapters = JSON.stringify(setup?.adapters);
    if (!setup || life.signal.aborted || adapters === attended) return;
    attended = adapters;
    ended.abort();
    ended = new AbortController();
    language = setup.language;
    session = huashu.openSession(setup.adapters, language, tell, ended.signal);
  }

  function beat() {
    if (!alive() || (session && location.pathname === path)) return;
    path = location.pathname; // pages that never load anew: another part may have another adapter; and whoever got no answer asks again
    attend();
  }

  /** Whether the extension that brought this script is still there. */
  function alive() {
    if (chrome.runtime?.id) return true;
    life.abort();
    return false;
  }

  /** @param {import("../types/messages.d.ts").FromPage} message @returns {Promise<any>} the answer; undefined where nobody answers */
  async function tell(message) {
    if (!alive()) return undefined;
    try {
      return await chrome.runtime.sendMessage(message);
    } catch (error) {
      if (error instanceof Error) return void alive(); // the worker is being replaced; it asks for a report when it is back
      throw error;
    }
  }

  /** @param {ToPage} message @param {chrome.runtime.MessageSender} _sender @param {(answer: unknown) => void} respond */
  function answer(message, _sender, respond) {
    if (message.type === "insert") {
      if (!session) return false;
      session.insert(message).then(respond);
      return true;
    }
    if (message.type === "strip.show") session?.showStrip(message);
    else if (message.type === "strip.hide") session?.hideStrip();
    else if (message.type === "page.report" || message.type === "selftest") session?.report();
    else if (message.type === "teach.start") huashu.teach?.(language);
    else if (message.type === "teach.elsewhere") huashu.leaveLesson?.();
    return false;
  }
})();
