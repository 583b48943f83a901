import { isUtf8 } from 'node:buffer';
import type { ImportColumn } from '../../services/import/column.js';
import type { FileRecord } from '../../services/import/file-record.js';
import { fileLines } from './file-lines.js';
import { BAD_UTF8, MAX_RECORD_BYTES } from './record-limits.js';

/** Reads one JSON object a line. Every line stands for itself, so a broken one is only its row's fault. */
export async function* jsonlRecords(
  chunks: AsyncIterable<Buffer>,
  columns: readonly ImportColumn[],
): AsyncGenerator<FileRecord> {
  const known = new Set(columns.map(({ name }) => name));
  for await (const { line, bytes } of fileLines(chunks, MAX_RECORD_BYTES)) {
    if (bytes === undefined) yield fault(line, `The line is larger than ${MAX_RECORD_BYTES} bytes`);
    else if (!isUtf8(bytes)) yield fault(line, BAD_UTF8);
    else {
      const text = bytes.toString();
      if (text.trim() !== '') yield fileRecord(line, text, known);
    }
  }
}

function fileRecord(line: number, text: string, known: ReadonlySet<string>): FileRecord {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return fault(line, 'Input should be valid JSON');
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return fault(line, 'Input should be a JSON object');
  }
  const unknown = Object.keys(values).find((name) => !known.has(name));
  // Up to a thousand names are kept in memory.
  if (unknown !== undefined) return fault(line, 'There is no such column', unknown.slice(0, 100));
  return { line, values: values as Record<string, unknown> };
}

function fault(line: number, message: string, column: string | null = null): FileRecord {
  return { line, fault: { column, message } };
}
