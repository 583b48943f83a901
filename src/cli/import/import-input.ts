import { type BigIntStats, fstat } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { OperatorError } from '../../errors/operator-error.js';
import { fileProblem } from './file-problem.js';

/** The source of an import. */
export interface ImportInput {
  /** The file's path, or the name of standard input in messages. */
  readonly path: string;
  /** Size in bytes; 0 if it is unknown, as of a pipe. */
  readonly size: number;
  /** Whether the source can be read at any position. */
  readonly isSeekable: boolean;
  readonly handle: FileHandle | undefined;
  /** Device and inode of the file, which all its names share. */
  readonly identity: string;
  /** Streams all bytes. A file is read from its beginning each time, anything else once. */
  chunks(): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** The name of standard input in messages. */
export const STANDARD_INPUT = '-';

/**
 * Opens a file, or standard input for `-`, without reading it. Throws a sentence for folders, devices and whatever
 * cannot be opened.
 */
export async function openInput(path: string): Promise<ImportInput> {
  if (path === STANDARD_INPUT) return standardInput();
  const problem = (error: unknown) => {
    throw fileProblem(path, 'read', error);
  };
  // Opening a device can change its state.
  refuseOthers(path, await stat(path, { bigint: true }).catch(problem));
  const handle = await open(path).catch(problem);
  const stats = await handle.stat({ bigint: true });
  const isSeekable = stats.isFile();
  return {
    path,
    size: Number(stats.size),
    isSeekable,
    handle,
    identity: identityOf(stats),
    chunks: () =>
      read(handle.createReadStream({ autoClose: false, ...(isSeekable ? { start: 0 } : {}) }), path),
    close: () => handle.close(),
  };
}

async function standardInput(): Promise<ImportInput> {
  const path = 'Standard input';
  const stats = await promisify<number, { bigint: true }, BigIntStats>(fstat)(0, { bigint: true }).catch(
    (error) => {
      throw fileProblem(path, 'read', error);
    },
  );
  refuseOthers(path, stats);
  return {
    path,
    size: stats.isFile() ? Number(stats.size) : 0,
    isSeekable: false,
    handle: undefined,
    identity: identityOf(stats),
    chunks: () => read(process.stdin, path),
    close: async () => {
      process.stdin.destroy();
    },
  };
}

function refuseOthers(path: string, stats: BigIntStats): void {
  if (stats.isDirectory()) throw new OperatorError(`${path} is a folder.`);
  if (stats.isCharacterDevice() || stats.isBlockDevice()) {
    throw new OperatorError(`${path} is a device or a terminal: name a file or pipe one in.`);
  }
}

/** Device and inode of a file. */
export function identityOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev}:${ino}`;
}

async function* read(stream: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw fileProblem(path, 'read', error);
  }
}
