import type { FileHandle } from 'node:fs/promises';
import { OperatorError } from '../../errors/operator-error.js';
import { openPrivateFile } from './private-file.js';
import { runProgram } from './program.js';

/**
 * A lock on an open file. It belongs to the file's description: it lasts until every process that inherited the
 * descriptor has closed it or has died, whatever killed it, so a lock is never left behind.
 */
export interface FileLock {
  /** The descriptor to hand to a child that shall hold the lock too. */
  readonly fd: number;
  /** Closes our descriptor. */
  release(): Promise<void>;
}

// Exit code of flock when the time is over; its other failures have other codes.
const TIMED_OUT = 75;

/**
 * Locks a file, which is created (mode 0600) when missing.
 * @param seconds how long to wait for another holder; 0 does not wait
 * @returns undefined when another still holds it after that time
 * @throws OperatorError when the program `flock` is missing or fails
 */
export async function lockFile(path: string, seconds: number): Promise<FileLock | undefined> {
  const file = await openPrivateFile(path);
  try {
    if (await lockHandle(file, path, seconds)) return { fd: file.fd, release: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

async function lockHandle(file: FileHandle, path: string, seconds: number): Promise<boolean> {
  // Node has no call for it. The program locks the descriptor it shares with us (its 3), and ours keeps the lock.
  const command = ['flock', '--exclusive', '--timeout', String(seconds), '--conflict-exit-code'];
  const { code, output } = await runProgram([...command, String(TIMED_OUT), '3'], {
    stdio: ['ignore', 'pipe', 'pipe', file.fd],
  });
  if (code === 0) return true;
  if (code === TIMED_OUT) return false;
  throw new OperatorError(
    `The embedded PostgreSQL needs the program flock (package util-linux) to lock ${path} and it failed (${output.trim()}): install it, or set DATABASE_URL to the address of a PostgreSQL server.`,
  );
}
