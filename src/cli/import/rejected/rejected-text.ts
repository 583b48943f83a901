import type { RejectedRow } from '../../../services/import/rejected-rows.js';
import type { FileLayout } from '../file-layout.js';
import { type Header, REJECTION_COLUMNS } from '../header/header.js';

/** Writes rejected rows as text. */
export interface RejectedWriter {
  /** The text before the first row. */
  begin(): string;
  row(row: RejectedRow): string;
}

const BYTE_ORDER_MARK = '\ufeff';

/** Writes rows in the format and with the columns of the file that they are from. */
export function rejectedWriter({ isJson, header, delimiter, needsMark }: FileLayout): RejectedWriter {
  if (isJson || !header) return jsonWriter;
  const table = tableWriter(header, delimiter);
  return { ...table, begin: () => (needsMark ? BYTE_ORDER_MARK : '') + table.begin() };
}

/** Appends members to the text of the object, so that its numbers keep their form. */
const jsonWriter: RejectedWriter = {
  begin: () => '',
  row({ line, message, text }) {
    const object = JSON.parse(text || '{}');
    if (REJECTION_COLUMNS.some((name) => Object.hasOwn(object, name))) {
      return `${JSON.stringify({ ...object, line, message })}\n`;
    }
    const start = text.trimEnd().slice(0, -1).trimEnd();
    const comma = start === '' || start.endsWith('{') ? '' : ',';
    return `${start || '{'}${comma}"line":${line},"message":${JSON.stringify(message)}}\n`;
  },
};

function tableWriter({ names, minWidth, isOfRejected }: Header, delimiter: string): RejectedWriter {
  const width = isOfRejected ? minWidth - REJECTION_COLUMNS.length : minWidth;
  const written = (cells: readonly string[]) =>
    `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\n`;
  return {
    begin: () => written([...names.slice(0, width), ...REJECTION_COLUMNS]),
    row({ line, message, text }) {
      const cells: string[] = JSON.parse(text);
      const own = Array.from({ length: width }, (_, i) => cells[i] ?? '');
      // Cells beyond the header stay there, so that the row is refused again until it is corrected.
      const beyond = cells.slice(names.length);
      return written([...own, String(line), message, ...beyond]);
    },
  };
}

/** Encodes a cell (RFC 4180). */
function quoted(cell: string, delimiter: string): string {
  const needsQuotes = cell.includes(delimiter) || /["\r\n]/.test(cell);
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}
