/** The upper case of a claim's code. Codes are ASCII: no other letter may turn into an ASCII one by its upper case. */
export function upperCaseAscii(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * SQL condition: whether the label of a claim `c` contains a text, in letters of either case. A subquery, so that a
 * text is folded once and not for each claim.
 */
export function labelContains(text: string): string {
  return `strpos(c.folded_label, (select fold_case(${text}))) > 0`;
}
