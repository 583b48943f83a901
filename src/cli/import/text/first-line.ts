import type { ColumnNames } from '../header/column-names.js';
import { MAX_RECORD_BYTES } from '../record-limits.js';

/** Delimiters that are detected, the most frequent first. */
const delimiters = [',', ';', '\t', '|'];

const LF = 10;
const CR = 13;
const SPACE = 32;

/** The line of Excel that names the delimiter. */
const SEPARATOR_LINE = /^"?sep=([^\r\n])"?$/i;

/** The form of the lines of a text. */
export interface LineForm {
  readonly delimiter: string;
  /** The end of a line: a carriage return alone, or a line feed with or without one before it. */
  readonly lineEnd: '\r' | '\n';
  /** Whether the first line is that of Excel, which names the delimiter. */
  readonly hasSeparatorLine: boolean;
}

/**
 * Whether a text contains its first non-empty line and the character that follows it, or is too long to search further.
 */
export function hasFirstLine(start: Buffer): boolean {
  if (start.length > MAX_RECORD_BYTES) return true;
  const first = start.findIndex((byte) => byte > SPACE);
  if (first === -1) return false;
  const end = start.findIndex((byte, i) => i > first && (byte === CR || byte === LF));
  return end !== -1 && end + 1 < start.length;
}

/**
 * Determines the form of a text from its beginning: a carriage return that no line feed follows at the end of the first
 * line ends all lines, and the delimiter is the one that separates most names of known columns.
 */
export function lineForm(start: Buffer, names: ColumnNames, given: string | undefined): LineForm {
  const text = start.toString().trimStart();
  const [firstLine = ''] = /^[^\r\n]*/.exec(text) ?? [];
  const end = text.slice(firstLine.length, firstLine.length + 2);
  const lineEnd = end.startsWith('\r') && end !== '\r\n' && end !== '\r' ? '\r' : '\n';
  const named = SEPARATOR_LINE.exec(firstLine)?.[1];
  const delimiter = given ?? named ?? likeliest(firstLine, names);
  return { delimiter, lineEnd, hasSeparatorLine: named !== undefined };
}

function likeliest(header: string, names: ColumnNames): string {
  const scores = delimiters.map((delimiter) => {
    const cells = header.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const known = cells.filter((cell) => names.find(cell) !== undefined).length;
    return { delimiter, known, count: cells.length };
  });
  scores.sort((a, b) => b.known - a.known || b.count - a.count);
  return scores[0]?.delimiter ?? ',';
}
