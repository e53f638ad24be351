// Room for the strip: it stands over the lower end of the message list, where the newest message is. While it does, the
// list ends that much higher; where that would move anything else of the page, it is left alone.

(() => {
  const AT_END = 4; // pixels that count as scrolled to the end

  /** @returns {import("../types/page.d.ts").Room} */
  function makeRoom() {
    /** @type {{ scroller: HTMLElement, inline: string, padding: number } | null} */
    let made = null;

    /** @param {Element | null} list @param {DOMRect | null} strip where it stands; null for nowhere */
    function give(list, strip) {
      const scroller = list && strip ? scrollerOf(list) : null;
      if (made?.scroller !== scroller) takeBack();
      if (!scroller || !strip) return;
      made ??= { scroller, inline: scroller.style.paddingBottom, padding: parseFloat(getComputedStyle(scroller).paddingBottom) || 0 };
      const box = scroller.getBoundingClientRect();
      const covered = strip.top < box.bottom && strip.bottom > box.top ? box.bottom - strip.top : 0;
      pad(made, covered > 0 ? `${made.padding + Math.ceil(covered)}px` : made.inline, box.height);
    }

    function takeBack() {
      if (made) pad(made, made.inline);
      made = null;
    }

    return { give };
  }

  /** @param {{ scroller: HTMLElement, inline: string }} made @param {string} padding @param {number} [height] that must stay */
  function pad({ scroller, inline }, padding, height) {
    if (scroller.style.paddingBottom === padding) return;
    const atEnd = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < AT_END;
    scroller.style.paddingBottom = padding;
    if (height !== undefined && Math.abs(scroller.getBoundingClientRect().height - height) > 1) scroller.style.paddingBottom = inline;
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  }

  /** @param {Element} list @returns {HTMLElement | null} what scrolls the messages; the page itself is none */
  function scrollerOf(list) {
    for (let at = /** @type {Element | null} */ (list); at instanceof HTMLElement && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return null;
  }

  Object.assign(huashu, { makeRoom });
})();
