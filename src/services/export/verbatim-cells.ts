import type { ExportKind } from './export-kind.js';

/** Blanks that an import removes around a cell: white space and line ends of ECMAScript. */
const BLANK = `[\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]`;

/** Texts that an import of the cell as it is would change. */
const CHANGED = `^${BLANK}|${BLANK}$|^="`;

/**
 * The same export with cells that read back as they are: a text that an import would trim or unwrap is written as the formula
 * of a text, `="…"`, which it reads as just that.
 */
export function verbatimCells(kind: ExportKind): ExportKind {
  const cells = kind.columns.map(
    (column) => `case when ${column}::text ~ '${CHANGED}'
      then '="' || replace(${column}::text, '"', '""') || '"' else ${column}::text end as ${column}`,
  );
  return { ...kind, asCsv: `select ${cells.join(', ')} from (${kind.asCsv}) r` };
}
