/** A further SQL condition without which nothing is written; empty when there is none. */
export function behind(gate: string | undefined): string {
  return gate === undefined ? '' : ` and ${gate}`;
}
