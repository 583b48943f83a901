import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { fileProblem } from './file-problem.js';

/** Read and written by its owner alone. */
const PRIVATE_MODE = 0o600;

/**
 * Gives `path` the content that `produce` writes, whole or not at all: it goes to a temporary file beside
 * `path`, which takes its place at the end and is removed after a failure, Ctrl-C included. Only its owner may read it,
 * whatever the mode of a file that it replaces: exports contain evidence, which the APIs show to its organization
 * alone.
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
  // A signal ends the command while the export still runs.
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
