import type { FileHandle } from 'node:fs/promises';
import type { ImportColumn } from '../../services/import/column.js';
import type { FileRecord } from '../../services/import/file-record.js';
import { isEncrypted } from './compound-file.js';
import { CONTENT_BYTES, contentOf, isCompoundFile } from './content.js';
import { FileLayout } from './file-layout.js';
import { fileRefusal } from './file-refusal.js';
import { ColumnNames } from './header/column-names.js';
import type { ImportInput } from './import-input.js';
import type { Progress } from './progress.js';
import type { ReadOptions } from './read-options.js';
import { begin } from './text/first-bytes.js';
import { gunzipped } from './text/gunzip.js';
import { textRecords } from './text/text-records.js';
import { spooled } from './workbook/spool.js';
import { refuseTextOptions, workbookRecords } from './workbook/workbook-records.js';

/** A file that is read once, in any format. */
export class ImportFile {
  readonly layout = new FileLayout();
  private readonly names: ColumnNames;

  /** Throws a sentence if `options` do not match the columns. */
  constructor(
    private readonly input: ImportInput,
    columns: readonly ImportColumn[],
    private readonly options: ReadOptions,
  ) {
    this.names = new ColumnNames(columns, options.map);
  }

  /**
   * Reads the records. The content determines the format. Throws a sentence, with the line if there is one, if the rest
   * of the file cannot be parsed.
   */
  async *records(progress: Progress): AsyncGenerator<FileRecord> {
    const { path } = this.input;
    const { start, chunks } = await begin(
      counted(this.input, progress),
      ({ length }) => length >= CONTENT_BYTES,
    );
    if (isCompoundFile(start)) throw await compoundFileRefusal(this.input);
    switch (contentOf(start, path)) {
      case 'archive':
        yield* this.workbook(chunks);
        break;
      case 'gzip':
        yield* this.compressed(chunks);
        break;
      case 'text':
        yield* this.text(chunks);
    }
    progress.finish();
  }

  private async *compressed(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileRecord> {
    const { path } = this.input;
    const inflated = await begin(gunzipped(chunks, path), ({ length }) => length >= CONTENT_BYTES);
    if (contentOf(inflated.start, path) !== 'text') {
      throw fileRefusal(path, 'contains another compressed file: decompress it first');
    }
    yield* this.text(inflated.chunks);
  }

  private text(bytes: AsyncIterable<Buffer>): AsyncGenerator<FileRecord> {
    const { names, layout, options } = this;
    const { path } = this.input;
    if (options.format === 'xlsx') throw fileRefusal(path, 'is not an .xlsx workbook');
    if (options.sheet !== undefined)
      throw fileRefusal(path, 'is not a workbook, and only that has a --sheet');
    return textRecords({ path, bytes, names, layout, options });
  }

  private async *workbook(chunks: AsyncGenerator<Buffer>): AsyncGenerator<FileRecord> {
    const { names, layout, options, input } = this;
    const { path } = input;
    if (options.format !== undefined && options.format !== 'xlsx') {
      throw fileRefusal(path, `is a workbook or a ZIP archive, not ${options.format.toUpperCase()}`);
    }
    refuseTextOptions(options, path);
    const file = await this.seekable(chunks);
    try {
      yield* workbookRecords({ path, descriptor: file.fd, names, layout, options });
    } finally {
      if (file !== input.handle) await file.close();
    }
  }

  private async seekable(chunks: AsyncGenerator<Buffer>): Promise<FileHandle> {
    const { handle, isSeekable, path } = this.input;
    if (!handle || !isSeekable) return spooled(chunks, path);
    await chunks.return(undefined);
    return handle;
  }
}

async function* counted(input: ImportInput, progress: Progress): AsyncGenerator<Buffer> {
  for await (const chunk of input.chunks()) {
    progress.advance(chunk.length);
    yield chunk;
  }
}

async function compoundFileRefusal({ handle, isSeekable, path }: ImportInput): Promise<unknown> {
  const protectedOrOld =
    'is a workbook that is protected by a password or of the old format .xls: save it as .xlsx without a password';
  if (!handle || !isSeekable) return fileRefusal(path, protectedOrOld);
  const readAt = async (position: number, length: number) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  return fileRefusal(
    path,
    (await isEncrypted(readAt))
      ? 'is a workbook that is protected by a password: save it without one'
      : 'is a workbook of the old format .xls: save it as .xlsx',
  );
}
