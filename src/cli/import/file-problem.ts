import { OperatorError } from '../../errors/operator-error.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'its path leads through something that is not a folder',
  ENOSPC: 'there is no space left',
  EROFS: 'the file system is read-only',
};

/** Converts an error of the file system to one sentence; returns other errors unchanged. */
export function fileProblem(path: string, use: 'read' | 'written', error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  if (!(error instanceof Error) || !('syscall' in error) || typeof code !== 'string') return error;
  return new OperatorError(`${path} cannot be ${use}: ${reasons[code] ?? code}.`);
}
