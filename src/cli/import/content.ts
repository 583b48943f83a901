import { fileRefusal } from './file-refusal.js';

/** The content of a file, by its first bytes. */
export type Content = 'text' | 'gzip' | 'archive';

/** Number of bytes that determine the content. */
export const CONTENT_BYTES = 8;

/** First bytes of files that people mistake for tables, and advice about them. */
const others: readonly (readonly [start: string, advice: string])[] = [
  ['PK\x05\x06', 'is an empty ZIP archive'],
  ['%PDF', 'is a PDF document: save the table as .xlsx or as CSV'],
  ['BZh', 'is compressed with bzip2: decompress it first'],
  ['7z\xbc\xaf\x27\x1c', 'is a 7-Zip archive: unpack it first'],
  ['Rar!', 'is a RAR archive: unpack it first'],
  ['\xfd7zXZ', 'is compressed with xz: decompress it first'],
  ['\x28\xb5\x2f\xfd', 'is compressed with Zstandard: decompress it first'],
];

const GZIP = '\x1f\x8b';
const ZIP = 'PK\x03\x04';
const COMPOUND_FILE = '\xd0\xcf\x11\xe0';

/** Whether a file has the format of Excel before 2007, which Excel also writes for a workbook with a password. */
export function isCompoundFile(start: Buffer): boolean {
  return start.toString('latin1').startsWith(COMPOUND_FILE);
}

/** Determines the content of a file. Throws a sentence if it is neither a text nor a workbook. */
export function contentOf(start: Buffer, path: string): Content {
  const text = start.toString('latin1');
  if (text.startsWith(GZIP)) return 'gzip';
  if (text.startsWith(ZIP)) return 'archive';
  const other = others.find(([beginning]) => text.startsWith(beginning));
  if (other) throw fileRefusal(path, other[1]);
  return 'text';
}
