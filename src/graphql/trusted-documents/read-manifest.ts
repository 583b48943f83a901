import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { excerpt } from '../../errors/excerpt.js';
import { OperatorError } from '../../errors/operator-error.js';

/**
 * Maximum size of a manifest in bytes. Parsed documents stay in memory: 2 MB of generated documents take some 110 MB, and 7 s of
 * processor time to validate.
 */
const MAX_BYTES = 2 * 1024 * 1024;

/** Maximum number of documents. */
const MAX_DOCUMENTS = 10_000;

/** Maximum characters of an id in a message. */
const MAX_SHOWN_ID = 100;

const BYTE_ORDER_MARK = '\uFEFF';

/** The `OperatorError` of a manifest that cannot be used. */
export function manifestFault(file: string, fault: string): OperatorError {
  return new OperatorError(
    `The environment variable GRAPHQL_DOCUMENTS is wrong: the file ${file} cannot be used, because ${fault}.`,
  );
}

/** Returns an id for messages. */
export function shownId(id: string): string {
  return JSON.stringify(excerpt(id, MAX_SHOWN_ID));
}

/**
 * Reads a manifest of documents: a JSON object whose members are texts of documents by their ids, as the `persistedDocuments`
 * of GraphQL Code Generator and the `persistConfig` of Relay write it. Throws an `OperatorError`.
 */
export async function readManifest(file: string): Promise<ReadonlyMap<string, string>> {
  const manifest = parse(file, await read(file));
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    throw manifestFault(file, 'it must be a JSON object of documents by their ids');
  }
  const entries = Object.entries(manifest);
  if (entries.length > MAX_DOCUMENTS) {
    throw manifestFault(
      file,
      `it has ${entries.length} documents, and the limit is ${MAX_DOCUMENTS.toLocaleString('en')}`,
    );
  }
  for (const [id, text] of entries) {
    if (id === '') throw manifestFault(file, 'the id of a document is empty');
    if (typeof text !== 'string')
      throw manifestFault(file, `the member ${shownId(id)} must be the text of a document`);
  }
  return new Map(entries as [string, string][]);
}

async function read(file: string): Promise<Buffer> {
  const content = await readUpTo(file, MAX_BYTES + 1).catch((error: NodeJS.ErrnoException) => {
    throw manifestFault(file, reasons[error.code ?? ''] ?? `it cannot be read (${error.code})`);
  });
  if (content.length > MAX_BYTES) throw manifestFault(file, 'it is larger than 2 MB, the limit');
  return content;
}

/** Reads at most this number of bytes, also of what has no size, such as a device. */
async function readUpTo(file: string, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: bytes - 1 })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
};

function parse(file: string, content: Buffer): unknown {
  if (!isUtf8(content)) throw manifestFault(file, 'it is not UTF-8');
  const text = content.toString('utf8');
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch {
    throw manifestFault(file, 'it is not valid JSON');
  }
}
