// Times as chat pages write them: 14:03, 昨天 14:03, 11-22 14:03, 2026/11/22 14:03:05, ISO, seconds or milliseconds since
// 1970; and how long somebody has waited: 2分10秒, 02:10, 130s. What cannot be read is left out rather than guessed.

globalThis.huashu ??= /** @type {any} */ ({}); // the files that follow fill it

(() => {
  const DAY_MS = 86_400_000;
  const FULL = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]*(\d{1,2}):(\d{2})(?::(\d{2}))?/;
  const MONTH = /(?<!\d)(\d{1,2})[-/.月](\d{1,2})日?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?/;
  const CLOCK = /(前天|昨天|yesterday)?\s*(上午|下午|晚上|凌晨|中午)?\s*(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)\s*(am|pm)?/i;

  /** @param {string} text @param {Date} now @returns {string | undefined} ISO 8601 in UTC */
  function readTime(text, now) {
    const trimmed = text.trim().slice(0, 60);
    if (/^\d{10}(\d{3})?$/.test(trimmed)) return iso(new Date(Number(trimmed) * (trimmed.length === 10 ? 1000 : 1)));
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) return iso(new Date(trimmed));
    const full = FULL.exec(trimmed);
    if (full) return made(full[1], full[2], full[3], full[4], full[5], full[6]);
    const month = MONTH.exec(trimmed);
    if (month) return inThePast(month, now);
    const clock = CLOCK.exec(trimmed);
    return clock ? ofToday(clock, now) : undefined;
  }

  /** @param {string} text @param {Date} now @returns {string | undefined} when the waiting began, ISO 8601 in UTC */
  function readSince(text, now) {
    const units = /^\D{0,8}?(?:(\d{1,3})\s*(?:小时|时|h))?\s*(?:(\d{1,3})\s*(?:分钟?|min|m|'|′))?\s*(?:(\d{1,5})\s*(?:秒|s|"|″))?\s*前?\s*$/i.exec(
      text.trim(),
    );
    const [, hours, minutes, seconds] = units ?? [];
    if (hours || minutes || seconds) {
      const waited = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
      return iso(new Date(now.getTime() - waited * 1000));
    }
    return readTime(text, now);
  }

  /** @param {RegExpExecArray} parts @param {Date} now a day without its year is the latest such day */
  function inThePast(parts, now) {
    const [, month, day, hour, minute, second] = parts;
    const year = now.getFullYear();
    const found = made(year, month, day, hour, minute, second);
    return found && Date.parse(found) > now.getTime() + DAY_MS ? made(year - 1, month, day, hour, minute, second) : found;
  }

  /** @param {RegExpExecArray} parts @param {Date} now */
  function ofToday(parts, now) {
    const [, day = "", half = "", hour, minute, second, english = ""] = parts;
    const back = { 前天: 2, 昨天: 1, yesterday: 1 }[day.toLowerCase()] ?? 0;
    const date = new Date(now.getTime() - back * DAY_MS);
    const later = /下午|晚上|pm/i.test(half + english) && Number(hour) < 12 ? 12 : 0;
    return made(date.getFullYear(), date.getMonth() + 1, date.getDate(), Number(hour) + later, minute, second);
  }

  /** @param {(string | number | undefined)[]} numbers year, month, day, hour, minute, second on this machine's clock */
  function made(...numbers) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers.map((number) => Number(number ?? 0));
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined;
    return iso(new Date(year, month - 1, day, hour, minute, second));
  }

  /** @param {Date} date */
  function iso(date) {
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  }

  Object.assign(huashu, { readTime, readSince });
})();
