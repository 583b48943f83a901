import type { FileRecord } from '../../../services/import/file-record.js';
import type { FileLayout } from '../file-layout.js';
import { fileRefusal } from '../file-refusal.js';
import type { ColumnNames } from '../header/column-names.js';
import type { ReadOptions } from '../read-options.js';
import { tableRecords } from '../table/table-records.js';
import { csvRows } from './csv-rows.js';
import { decodeText } from './decode.js';
import { begin } from './first-bytes.js';
import { hasFirstLine, type LineForm, lineForm } from './first-line.js';
import { jsonlRecords } from './jsonl-records.js';
import { MemberNames } from './member-names.js';

/** A text file and the options of reading it. */
export interface TextFile {
  readonly path: string;
  readonly bytes: AsyncIterable<Buffer>;
  readonly names: ColumnNames;
  readonly layout: FileLayout;
  readonly options: ReadOptions;
}

/** Reads the records of a text: CSV with any delimiter, or JSONL. */
export async function* textRecords(file: TextFile): AsyncGenerator<FileRecord> {
  const { path, names, layout, options } = file;
  const { chunks: decoded, wasOther } = await decodeText(file.bytes, path, options.encoding);
  const { start, chunks } = await begin(decoded, hasFirstLine);
  const form = lineForm(start, names, options.format === 'tsv' ? '\t' : options.delimiter);
  layout.needsMark = wasOther;
  layout.delimiter = form.delimiter;
  try {
    if (isJsonl(start, form, file)) yield* jsonRecords(chunks, form, file);
    else yield* csvRecords(chunks, form, file);
  } finally {
    await chunks.return(undefined);
  }
}

function jsonRecords(chunks: AsyncIterable<Buffer>, { lineEnd }: LineForm, file: TextFile) {
  const { path, names, layout, options } = file;
  if (options.delimiter !== undefined) throw fileRefusal(path, 'is JSONL, which has no delimiter');
  layout.isJson = true;
  const members = new MemberNames(names, layout, path, options.strict);
  return jsonlRecords(chunks, { members, dateFormat: options.dateFormat, lineEnd });
}

function csvRecords(chunks: AsyncIterable<Buffer>, form: LineForm, file: TextFile) {
  const { path, names, layout, options } = file;
  const { strict, dateFormat } = options;
  return tableRecords(csvRows(chunks, form, path), {
    path,
    names,
    layout,
    dateFormat,
    strict,
    hasWidth: true,
  });
}

/** A line of JSONL begins with a brace. Without one, and without a known column, the extension decides. */
function isJsonl(start: Buffer, { delimiter }: LineForm, file: TextFile): boolean {
  const { path, names, options } = file;
  if (options.format !== undefined) return options.format === 'jsonl';
  const text = start.toString().trimStart();
  if (text.startsWith('{')) return true;
  const isNamedSo = /\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(path);
  if (isNamedSo) {
    const [firstLine = ''] = /^[^\r\n]*/.exec(text) ?? [];
    return !firstLine.split(delimiter).some((cell) => names.find(cell.trim()) !== undefined);
  }
  if (text.startsWith('[')) throw fileRefusal(path, 'is a JSON array: write one object a line (JSONL)');
  if (text.startsWith('<')) throw fileRefusal(path, 'is a web page or XML: save it as .xlsx or as CSV');
  return false;
}
