import { fileRefusal } from '../file-refusal.js';
import type { Header } from '../header/header.js';
import { cellPlace } from './cell-reference.js';

/** The part of a sheet that is read. */
interface Table {
  readonly header: Header;
  /** The last row with a cell. */
  readonly lastLine: number;
}

/** Refuses merged cells in the rows and columns of a table: all but the first are empty, whatever the sheet shows. */
export function refuseMergedCells(references: readonly string[], table: Table, path: string): void {
  const found = references.find((reference) => isWithin(reference, table));
  if (found !== undefined) throw fileRefusal(path, `has merged cells (${found}): unmerge and fill them`);
}

function isWithin(reference: string, { header, lastLine }: Table): boolean {
  const [first, last] = reference.split(':').map(cellPlace);
  if (!first || !last || last.row < header.line || first.row > lastLine) return false;
  return [...header.positions.values()].some((column) => column >= first.column && column <= last.column);
}
