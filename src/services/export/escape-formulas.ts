import type { ExportKind } from './export-kind.js';

/**
 * What makes a spreadsheet read a cell as a formula when it is the first character (OWASP, "CSV Injection"): `=`,
 * `+`, `-` and `@`, in full width too, and the blanks tab, carriage return and line feed, which it passes over.
 */
const FORMULA_START = "e'^[=+@＝＋－＠\\t\\r\\n-]'";

/**
 * The same export for people who open it in a spreadsheet: in CSV, a cell that would be read as a formula has an
 * apostrophe before it. Such cells are not what is stored, so that the file does not import unchanged.
 */
export function escapeFormulas(kind: ExportKind): ExportKind {
  const cells = kind.columns.map(
    (column) => `regexp_replace(${column}::text, ${FORMULA_START}, '''\\&') as ${column}`,
  );
  return { ...kind, asCsv: `select ${cells.join(', ')} from (${kind.asCsv}) r` };
}
