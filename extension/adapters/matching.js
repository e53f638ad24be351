// Chrome's match patterns, for addresses: https://*.example.com/chat/*; a pattern without a port matches any.

const PATTERN = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*:]+)(:\d{1,5}|:\*)?(\/.*)$/;

/** @param {string} pattern @returns {boolean} */
export function isMatchPattern(pattern) {
  return PATTERN.test(pattern);
}

/** @param {string} pattern @param {string} address @returns {boolean} */
export function matchesAddress(pattern, address) {
  const parts = PATTERN.exec(pattern);
  if (parts === null || !URL.canParse(address)) return false;
  const [, scheme = "", host = "", port = "", path = ""] = parts;
  const url = new URL(address);
  return (
    (scheme === "*" ? /^https?:$/.test(url.protocol) : url.protocol === `${scheme}:`) &&
    hostMatches(host, url.hostname) &&
    (port === "" || port === ":*" || port === `:${url.port}`) &&
    pathMatches(path, url.pathname + url.search)
  );
}

/**
 * What permission is asked for: Chrome grants whole sites.
 * @param {string} pattern
 * @returns {string}
 */
export function siteOf(pattern) {
  return pattern.replace(PATTERN, "$1://$2$3/*");
}

/** @param {string} pattern @param {string} host */
function hostMatches(pattern, host) {
  if (pattern === "*") return true;
  if (!pattern.startsWith("*.")) return pattern === host;
  return host === pattern.slice(2) || host.endsWith(pattern.slice(1));
}

/**
 * Piece by piece instead of as a regular expression: a pattern with many stars must not cost more than its length.
 * @param {string} pattern @param {string} path
 */
function pathMatches(pattern, path) {
  const [first = "", ...rest] = pattern.split("*");
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    if (index === rest.length - 1) return path.length - piece.length >= at && path.endsWith(piece);
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return path.length === at;
}
