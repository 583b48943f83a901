import type { ImportColumn } from '../../../services/import/column.js';
import type { FileRecord, FileRow } from '../../../services/import/file-record.js';
import { CellFault } from '../cells/cell-fault.js';
import { memberValue } from '../cells/cell-value.js';
import type { DateFormat } from '../cells/date-format.js';
import { MAX_RECORD_BYTES } from '../record-limits.js';
import { fileLines } from './file-lines.js';
import type { MemberNames } from './member-names.js';

/** Options of reading lines of JSON. */
interface Options {
  readonly members: MemberNames;
  readonly dateFormat: DateFormat | undefined;
  readonly lineEnd: '\r' | '\n';
}

/** Reads one JSON object per line. An invalid line is a fault of its row alone. */
export async function* jsonlRecords(
  chunks: AsyncIterable<Buffer>,
  { members, dateFormat, lineEnd }: Options,
): AsyncGenerator<FileRecord> {
  for await (const { line, bytes } of fileLines(chunks, lineEnd, MAX_RECORD_BYTES)) {
    if (bytes === undefined) {
      yield fault(line, `The line is larger than ${MAX_RECORD_BYTES} bytes`, new BrokenLine(''));
      continue;
    }
    const text = bytes.toString().trim();
    if (text === '') continue;
    const object = parsedObject(text);
    if (typeof object === 'string') {
      yield fault(line, object, new BrokenLine(text));
      continue;
    }
    const found = members.read(object, line);
    yield* found.notices;
    const row = new JsonRow(text, object, found.columns);
    yield found.problem === undefined
      ? record(line, object, found.columns, row, dateFormat)
      : fault(line, found.problem, row);
  }
}

/** Returns the object of a line, or its fault. */
function parsedObject(text: string): Readonly<Record<string, unknown>> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'Input should be valid JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'Input should be a JSON object';
  }
  return value as Readonly<Record<string, unknown>>;
}

function record(
  line: number,
  object: Readonly<Record<string, unknown>>,
  columns: ReadonlyMap<ImportColumn, string>,
  row: JsonRow,
  dateFormat: DateFormat | undefined,
): FileRecord {
  const values: Record<string, unknown> = {};
  for (const [column, name] of columns) {
    const value = memberValue(column, object[name], dateFormat);
    if (value instanceof CellFault) return fault(line, value.message, row, column.name);
    values[column.name] = value;
  }
  return { line, values, row };
}

function fault(line: number, message: string, row: FileRow, column: string | null = null): FileRecord {
  return { line, fault: { column, message }, row };
}

class JsonRow implements FileRow {
  constructor(
    private readonly text: string,
    private readonly object: Readonly<Record<string, unknown>>,
    private readonly columns: ReadonlyMap<ImportColumn, string>,
  ) {}

  valueOf(column: string): string | undefined {
    for (const [known, name] of this.columns) {
      if (known.name !== column) continue;
      const value = this.object[name];
      return typeof value === 'string' ? value : JSON.stringify(value);
    }
    return undefined;
  }

  toText(): string {
    return this.text;
  }
}

/** The record of a line that is no object, which the file of rejected rows contains as a text. */
class BrokenLine implements FileRow {
  constructor(private readonly text: string) {}

  valueOf(): undefined {
    return undefined;
  }

  toText(): string {
    return JSON.stringify({ text: this.text });
  }
}
