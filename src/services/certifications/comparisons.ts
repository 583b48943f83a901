/**
 * SQL condition: whether the label of a certification `c` contains a text, in letters of either case. A subquery, so that
 * a text is folded once and not for each certification.
 */
export function certificationLabelContains(text: string): string {
  return `strpos(c.folded_label, (select fold_case(${text}))) > 0`;
}

/** SQL condition: the same of the name of a certification body `b`. */
export function bodyNameContains(text: string): string {
  return `strpos(b.folded_name, (select fold_case(${text}))) > 0`;
}
