/**
 * Returns the beginning of a client's text, so that the message of an error does not grow with the request.
 * @param maxLength maximum number of UTF-16 code units.
 */
export function excerpt(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength).toWellFormed()}…` : text;
}
