import { fileRefusal } from '../file-refusal.js';
import type { Archive } from './archive.js';
import { XmlFailure, type XmlHandler, XmlReader } from './xml-reader.js';

/** Reads a part of a workbook. Throws a sentence if it is damaged. */
export async function readPart(
  archive: Archive,
  part: string,
  path: string,
  handler: XmlHandler,
): Promise<void> {
  if (!archive.has(part)) return;
  const reader = new XmlReader(handler);
  try {
    for await (const chunk of archive.read(part)) reader.write(chunk);
    reader.end();
  } catch (error) {
    throw xmlFailure(error, part, path);
  }
}

/** Converts an error of the XML parser to one sentence; returns other errors unchanged. */
export function xmlFailure(error: unknown, part: string, path: string): unknown {
  if (!(error instanceof XmlFailure)) return error;
  return fileRefusal(path, `cannot be read: in ${part}, ${error.message}`);
}
