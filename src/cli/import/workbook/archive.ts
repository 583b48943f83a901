import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { fileRefusal } from '../file-refusal.js';
import { InflatedBytes } from '../inflated-bytes.js';

/** Maximum parts of a workbook. Large ones have some hundred. */
const MAX_PARTS = 10_000;

/** Kinds of ZIP archives that are no workbooks, by the name of a part. */
const others: readonly (readonly [part: string, advice: string])[] = [
  ['xl/workbook.bin', 'is a binary workbook (.xlsb): save it as .xlsx'],
  ['content.xml', 'is an OpenDocument file: save the sheet as .xlsx or as CSV'],
  ['Index/Document.iwa', 'is a Numbers document: export it as .xlsx or as CSV'],
  ['word/document.xml', 'is a Word document: save the table as .xlsx or as CSV'],
];

/** The parts of a workbook, which is a ZIP archive. Parts are read on demand. */
export class Archive {
  private constructor(
    private readonly path: string,
    private readonly file: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Reads the directory of the archive. Throws a sentence if it is damaged or that of no workbook. */
  static async open(descriptor: number, path: string): Promise<Archive> {
    try {
      const file = await openArchive(descriptor);
      if (file.entryCount > MAX_PARTS) throw fileRefusal(path, 'is a ZIP archive of too many files');
      const entries = new Map<string, Entry>();
      for await (const entry of file.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
      const archive = new Archive(path, file, entries);
      const other = others.find(([part]) => archive.has(part));
      if (other) throw fileRefusal(path, other[1]);
      return archive;
    } catch (error) {
      throw archiveFailure(error, path);
    }
  }

  has(part: string): boolean {
    return this.entries.has(part.toLowerCase());
  }

  /** Size of a part in bytes, according to the directory. */
  sizeOf(part: string): number {
    return this.entries.get(part.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** Streams the bytes of a part; none if there is no such part. Throws a sentence if it is damaged or too large. */
  async *read(part: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(part.toLowerCase());
    if (!entry) return;
    const inflated = new InflatedBytes(this.path, () => entry.compressedSize);
    try {
      const stream = await this.file.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        inflated.add(chunk.length);
        yield chunk;
      }
    } catch (error) {
      throw archiveFailure(error, this.path);
    }
  }
}

function openArchive(descriptor: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromFd(descriptor, { autoClose: false, lazyEntries: true }, (error, file) =>
      error ? reject(error) : resolve(file),
    );
  });
}

/** Errors of the library have no codes: an error that is neither ours nor the operating system's means damage. */
function archiveFailure(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error.name === 'OperatorError' || 'syscall' in error) return error;
  return fileRefusal(path, 'is a damaged or encrypted ZIP archive');
}
