/** Longer than any id or GTIN, shorter than any credential: keys, sign-in links, tokens. */
const MAY_BE_SECRET = /[^/?&=#]{37,}/g;

/**
 * A URL as it may be logged. Sign-in links are secrets as long as they were not used, and callers put keys and
 * tokens into queries by mistake; whatever in a path or a query is as long as one is left out.
 */
export function loggedUrl(url: string): string {
  return url.replace(MAY_BE_SECRET, '…');
}
