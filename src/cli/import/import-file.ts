import { type FileHandle, open } from 'node:fs/promises';
import { OperatorError } from '../../errors/operator-error.js';
import type { ImportColumn } from '../../services/import/column.js';
import type { FileRecord } from '../../services/import/file-record.js';
import { withoutByteOrderMark } from './byte-order-mark.js';
import { csvRecords } from './csv-records.js';
import { type FileFormat, fileFormat } from './file-format.js';
import { fileProblem } from './file-problem.js';
import { jsonlRecords } from './jsonl-records.js';
import { refuseOtherContent } from './other-content.js';
import type { Progress } from './progress.js';

/** A file that is about to be imported. */
export interface ImportFile {
  readonly path: string;
  readonly format: FileFormat;
  /** Bytes; 0 when it is not known, as of a pipe. */
  readonly size: number;
  readonly handle: FileHandle;
}

/** Opens a file without reading it. Throws a sentence for a wrong extension and for what cannot be opened. */
export async function openImportFile(path: string): Promise<ImportFile> {
  const format = fileFormat(path);
  const handle = await open(path).catch((error) => {
    throw fileProblem(path, 'read', error);
  });
  const stats = await handle.stat();
  if (stats.isDirectory()) {
    await handle.close();
    throw new OperatorError(`${path} is a folder.`);
  }
  return { path, format, size: stats.size, handle };
}

/** Reads a file's records, once. Throws a sentence, with its line, when the file cannot be read on. */
export function fileRecords(
  file: ImportFile,
  columns: readonly ImportColumn[],
  progress: Progress,
): AsyncIterable<FileRecord> {
  const chunks = withoutByteOrderMark(fileChunks(file, progress));
  return file.format === 'csv' ? csvRecords(chunks, columns, file.path) : jsonlRecords(chunks, columns);
}

async function* fileChunks({ handle, path }: ImportFile, progress: Progress): AsyncGenerator<Buffer> {
  let isFirst = true;
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      if (isFirst) refuseOtherContent(path, chunk);
      isFirst = false;
      progress.advance(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw fileProblem(path, 'read', error);
  }
  progress.finish();
}
