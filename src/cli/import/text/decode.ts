import { isUtf8 } from 'node:buffer';
import { shown } from '../../../services/import/fault.js';
import { fileRefusal, lineRefusal } from '../file-refusal.js';
import { markedEncoding } from './byte-order-mark.js';
import { begin } from './first-bytes.js';
import { likelyEncoding, likelyUtf16 } from './likely-encoding.js';

/** Number of bytes from which an encoding is detected. */
const SAMPLE_BYTES = 4_096;

/** A text as UTF-8. */
export interface DecodedText {
  /** Valid UTF-8 without a byte order mark. */
  readonly chunks: AsyncGenerator<Buffer>;
  /** Whether the file had a byte order mark or another encoding. */
  readonly wasOther: boolean;
}

/**
 * Decodes a text by its byte order mark, else by `encoding`, else as UTF-8. Throws a sentence that names the detected
 * encoding if the text has another one.
 */
export async function decodeText(
  bytes: AsyncIterable<Buffer>,
  path: string,
  encoding: string | undefined,
): Promise<DecodedText> {
  const { start, chunks } = await begin(bytes, ({ length }) => length >= SAMPLE_BYTES);
  const mark = markedEncoding(start);
  const unmarked = mark ? skipped(chunks, mark.length) : chunks;
  const name = mark?.encoding ?? encoding ?? 'utf-8';
  if (name === 'utf-8') {
    if (!mark) refuseUtf16(start, path);
    return { chunks: checked(unmarked, path, encoding ?? mark?.encoding), wasOther: mark !== undefined };
  }
  return { chunks: decoded(unmarked, path, name), wasOther: true };
}

async function* skipped(chunks: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let left = length;
  for await (const chunk of chunks) {
    yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

function refuseUtf16(start: Buffer, path: string): void {
  const encoding = likelyUtf16(start);
  if (encoding === undefined) return;
  throw fileRefusal(
    path,
    `looks like ${encoding.toUpperCase()} without a byte order mark: --encoding ${encoding} reads it`,
  );
}

/** Passes valid UTF-8 on, up to its end. */
async function* checked(
  chunks: AsyncIterable<Buffer>,
  path: string,
  named: string | undefined,
): AsyncGenerator<Buffer> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.length - openBytes(bytes);
    const whole = bytes.subarray(0, end);
    if (!isUtf8(whole)) throw wrongEncoding(whole, path, line, named);
    line += lineFeeds(whole);
    rest = bytes.subarray(end);
    yield whole;
  }
  if (rest.length > 0) throw wrongEncoding(rest, path, line, named);
}

/** Number of bytes at the end that are the beginning of a character. */
function openBytes(bytes: Buffer): number {
  for (let count = 1; count <= Math.min(3, bytes.length); count++) {
    const byte = bytes[bytes.length - count] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return needed > count ? count : 0;
  }
  return 0;
}

function lineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

function wrongEncoding(bytes: Buffer, path: string, firstLine: number, named: string | undefined): unknown {
  let line = firstLine;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    const text = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!isUtf8(text) || end === -1) return lineRefusal(path, line, advice(bytes, text, named));
    start = end + 1;
    line += 1;
  }
}

function advice(bytes: Buffer, wrong: Buffer, named: string | undefined): string {
  if (named !== undefined) return 'the text is not valid UTF-8';
  const encoding = likelyEncoding(bytes);
  if (encoding === undefined)
    return 'the text is not UTF-8 and looks like no other encoding: save it as UTF-8';
  const text = new TextDecoder(encoding).decode(wrong).trim();
  return `the text is not UTF-8 but looks like ${encoding}, in which it is ${shown(text)}: --encoding ${encoding} reads it`;
}

async function* decoded(
  chunks: AsyncIterable<Buffer>,
  path: string,
  encoding: string,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Buffer) => {
    try {
      return Buffer.from(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
    } catch {
      throw fileRefusal(path, `is not a text in ${encoding}`);
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}
