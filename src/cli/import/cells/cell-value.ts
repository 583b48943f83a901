import type { ImportColumn } from '../../../services/import/column.js';
import { dateCell } from './date-cell.js';
import type { DateFormat } from './date-format.js';
import { gtinCell } from './gtin-cell.js';

/**
 * Returns the value of a cell of a table; null if it is empty. A cell that does not match its column stays a text,
 * which the rule of the column refuses, or is a `CellFault` if there is a better message.
 */
export function cellValue(column: ImportColumn, cell: string, format: DateFormat | undefined): unknown {
  const trimmed = cell.trim();
  const formula = formulaText(trimmed);
  const text = formula ?? trimmed;
  if (text === '') return null;
  switch (column.kind) {
    case 'text':
      return text;
    case 'boolean':
      return booleans.get(text.toLowerCase()) ?? text;
    case 'object':
      return parsed(text);
    case 'list':
      return text.split(/\s+/);
    default:
      return keyValue(column, withoutApostrophe(text), format);
  }
}

/** Returns the value of a member of a JSON object. JSON has types: only texts are read as cells of tables are. */
export function memberValue(column: ImportColumn, member: unknown, format: DateFormat | undefined): unknown {
  if (typeof member !== 'string' || column.kind === 'text') return member;
  const text = member.trim();
  return text === '' ? member : keyValue(column, text, format);
}

/** Returns a GTIN, a code or a date in its stored form, other texts unchanged. */
function keyValue({ kind }: ImportColumn, text: string, format: DateFormat | undefined): unknown {
  switch (kind) {
    case 'gtin':
      return gtinCell(text);
    case 'date':
      return dateCell(text, format);
    case 'code':
      return upperCase(text);
    default:
      return text;
  }
}

/**
 * Returns the text of a formula that is a text, `="…"`, by which spreadsheets keep zeros and blanks; else undefined.
 */
export function formulaText(cell: string): string | undefined {
  if (!cell.startsWith('="') || !cell.endsWith('"') || cell.length < 3) return undefined;
  const inner = cell.slice(2, -1);
  return /^(?:[^"]|"")*$/.test(inner) ? inner.replaceAll('""', '"') : undefined;
}

/** Spreadsheets prefix a number that is a text with an apostrophe. */
function withoutApostrophe(text: string): string {
  return text.startsWith("'") ? text.slice(1).trim() : text;
}

/** ASCII letters only: codes have no others. */
function upperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

const booleans = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

function parsed(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
