import type { ImportColumn } from '../../../services/import/column.js';
import type { ColumnNames } from './column-names.js';

/** Columns that a file of rejected rows has in addition, both at its end. */
export const REJECTION_COLUMNS = ['line', 'message'] as const;

/** The first line of a table. */
export interface Header {
  readonly line: number;
  /** Names in the file, trimmed. */
  readonly names: readonly string[];
  /** Position in a row of each of our columns that the file has. */
  readonly positions: ReadonlyMap<ImportColumn, number>;
  /** Positions of columns that are not read. */
  readonly unknown: readonly number[];
  /** Minimum cells of a row: columns without a name at the end can be missing. */
  readonly minWidth: number;
  /** Whether the file is one of rejected rows, whose last two columns were added. */
  readonly isOfRejected: boolean;
}

/** A header, or the fault of a row that is none. */
export type HeaderResult = { readonly header: Header } | { readonly problem: string };

/** Reads the names of a table's columns. */
export function readHeader(line: number, cells: readonly string[], known: ColumnNames): HeaderResult {
  const names = cells.map((cell) => cell.trim());
  const minWidth = names.findLastIndex((name) => name !== '') + 1;
  const isOfRejected = REJECTION_COLUMNS.every(
    (name, i) => names[minWidth - 2 + i] === name && known.find(name) === undefined,
  );
  const ownWidth = isOfRejected ? minWidth - 2 : minWidth;
  const positions = new Map<ImportColumn, number>();
  for (const column of known.columns) {
    const found = candidates(names.slice(0, ownWidth), column, known);
    if (found.length > 1)
      return {
        problem: ambiguous(
          column,
          found.map((i) => names[i]!),
        ),
      };
    if (found[0] !== undefined) positions.set(column, found[0]);
  }
  const missing = known.columns.find((column) => isMissing(column, positions, known));
  if (missing) return { problem: missingColumn(missing, names.slice(0, ownWidth), known) };
  const read = new Set(positions.values());
  const unknown = [...names.keys()].filter((i) => i < ownWidth && names[i] !== '' && !read.has(i));
  return { header: { line, names, positions, unknown, minWidth, isOfRejected } };
}

/** Positions of the best-ranked names of a column. */
function candidates(names: readonly string[], column: ImportColumn, known: ColumnNames): number[] {
  const found = names.flatMap((name, i) => {
    const named = name === '' ? undefined : known.find(name);
    return named?.column === column ? [{ i, rank: named.rank }] : [];
  });
  const best = Math.min(...found.map(({ rank }) => rank));
  return found.filter(({ rank }) => rank === best).map(({ i }) => i);
}

function isMissing(
  column: ImportColumn,
  positions: ReadonlyMap<ImportColumn, number>,
  known: ColumnNames,
): boolean {
  return !positions.has(column) && (column.required || known.isMapped(column));
}

function ambiguous(column: ImportColumn, names: readonly string[]): string {
  const [first = '', second = ''] = names;
  if (first.toLowerCase() === second.toLowerCase()) return `the column "${shortened(first)}" is named twice`;
  return `the columns "${shortened(first)}" and "${shortened(second)}" can both be ${column.name}: --map ${column.name}=… says which`;
}

function missingColumn(column: ImportColumn, names: readonly string[], known: ColumnNames): string {
  const given = names.filter((name) => name !== '').map((name) => `"${shortened(name)}"`);
  const shown = given.slice(0, MAX_SHOWN_NAMES).join(', ');
  const all = given.length > MAX_SHOWN_NAMES ? `${shown}, …` : shown;
  const has = given.length === 0 ? 'the line names none' : `the file has ${all}`;
  if (known.isMapped(column)) return `the column that --map names for ${column.name} is missing; ${has}`;
  return `the column "${column.name}" is missing; ${has} (--map ${column.name}=… says which of them it is)`;
}

/** Maximum columns that a message lists. */
const MAX_SHOWN_NAMES = 12;

/** A name in a message. */
export function shortened(name: string): string {
  const line = name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 60).toWellFormed()}…` : line;
}
