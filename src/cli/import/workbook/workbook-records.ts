import type { FileRecord } from '../../../services/import/file-record.js';
import type { FileLayout } from '../file-layout.js';
import { fileRefusal } from '../file-refusal.js';
import type { ColumnNames } from '../header/column-names.js';
import type { ReadOptions } from '../read-options.js';
import { tableRecords } from '../table/table-records.js';
import type { TableRow } from '../table/table-row.js';
import { Archive } from './archive.js';
import { refuseMergedCells } from './merged-cells.js';
import { readNumberFormats } from './number-formats.js';
import { xmlFailure } from './read-part.js';
import { readSharedTexts } from './shared-texts.js';
import { SheetHandler } from './sheet-handler.js';
import { TextTable } from './text-table.js';
import { findParts } from './workbook-parts.js';
import { XmlReader } from './xml-reader.js';

/** A workbook and the options of reading it. */
export interface WorkbookFile {
  readonly path: string;
  /** A file, open for reading. */
  readonly descriptor: number;
  readonly names: ColumnNames;
  readonly layout: FileLayout;
  readonly options: ReadOptions;
}

/**
 * Reads the records of one sheet of an .xlsx workbook, row by row. Only the texts of the workbook are kept in memory.
 * Throws a sentence for what cannot be read, and for cells whose value is not certain: formulas and merged cells.
 */
export async function* workbookRecords(file: WorkbookFile): AsyncGenerator<FileRecord> {
  const { path, names, layout, options } = file;
  const archive = await Archive.open(file.descriptor, path);
  const parts = await findParts(archive, path, options.sheet);
  const { sharedTexts, styles, is1904 } = parts;
  const texts = sharedTexts ? await readSharedTexts(archive, sharedTexts, path) : new TextTable();
  const formats = styles ? await readNumberFormats(archive, styles, path) : [];
  const handler = new SheetHandler({ texts, formats, is1904 });
  const { strict, dateFormat } = options;
  // The file of its rejected rows is opened in a spreadsheet again.
  layout.needsMark = true;
  const table = {
    path: `${path}, sheet "${parts.sheetName}"`,
    names,
    layout,
    dateFormat,
    strict,
    hasWidth: false,
  };
  yield* tableRecords(sheetRows(archive, parts.sheet, path, handler), table);
  const { header } = layout;
  if (header) refuseMergedCells(handler.merged, { header, lastLine: handler.lastLine }, table.path);
}

async function* sheetRows(
  archive: Archive,
  part: string,
  path: string,
  handler: SheetHandler,
): AsyncGenerator<TableRow> {
  const reader = new XmlReader(handler);
  try {
    for await (const chunk of archive.read(part)) {
      reader.write(chunk);
      yield* handler.rows.splice(0);
    }
    reader.end();
  } catch (error) {
    throw xmlFailure(error, part, path);
  }
}

/** Refuses options that do not apply to a workbook. */
export function refuseTextOptions({ delimiter, encoding }: ReadOptions, path: string): void {
  if (delimiter !== undefined) throw fileRefusal(path, 'is a workbook, which has no --delimiter');
  if (encoding !== undefined) throw fileRefusal(path, 'is a workbook, which has no --encoding');
}
