import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { fileProblem } from './file-problem.js';

/** Readable and writable by its owner alone. */
const PRIVATE_MODE = 0o600;

/**
 * Replaces `path` atomically by the content that `produce` writes: to a temporary file beside `path`, which is renamed
 * at the end and removed after a failure, Ctrl-C included. Only its owner can read it, whatever the mode of a file that
 * it replaces: exports contain evidence, which the APIs show to its organization alone.
 */
export async function replaceFile<Result>(
  path: string,
  produce: (write: (chunk: Buffer) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw new OperatorError(`${path} is a folder.`);
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  const problem = (error: unknown) => {
    throw fileProblem(path, 'written', error);
  };
  const handle = await open(temporary, 'wx', PRIVATE_MODE).catch(problem);
  const remove = () => rmSync(temporary, { force: true });
  // A signal ends the command while the export is running.
  process.once('exit', remove);
  try {
    const result = await produce((chunk) => handle.writeFile(chunk).catch(problem));
    await handle.sync().catch(problem);
    await handle.close();
    await rename(temporary, path).catch(problem);
    return result;
  } catch (error) {
    await handle.close();
    remove();
    throw error;
  } finally {
    process.removeListener('exit', remove);
  }
}
