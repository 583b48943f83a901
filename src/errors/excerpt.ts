/**
 * A client's text as an error may repeat it: its beginning, so that an error never grows with what was sent.
 * @param maxLength UTF-16 code units that are kept.
 */
export function excerpt(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength).toWellFormed()}…` : text;
}
