import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fileRefusal } from '../file-refusal.js';
import { InflatedBytes } from '../inflated-bytes.js';

/** Decompresses a file. Throws a sentence if it is damaged or becomes too large. */
export async function* gunzipped(chunks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const inflated = new InflatedBytes(path, () => gunzip.bytesWritten);
  // The loop throws the failures of both sides.
  pipeline(chunks, gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      inflated.add(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw isDamage(error) ? fileRefusal(path, 'is a damaged gzip file') : error;
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && /^Z_/.test(String((error as NodeJS.ErrnoException).code));
}
