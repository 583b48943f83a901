/**
 * What may be a secret of a path or a query: more characters than any id or GTIN has, or as many letters and
 * digits in a row as the body of a key, percent-encoded ones among them. A UUID has hyphens.
 */
const MAY_BE_SECRET = /[^/?&=#]{37,}|(?:[\dA-Za-z]|%[\dA-Fa-f]{2}){32,}/g;

/**
 * A URL as it may be logged. Sign-in links are secrets as long as they were not used, and callers put keys, their
 * bodies and tokens into queries by mistake; whatever looks like one is left out.
 */
export function loggedUrl(url: string): string {
  return url.replace(MAY_BE_SECRET, '…');
}
