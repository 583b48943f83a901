import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { fileProblem } from './file-problem.js';

/**
 * Gives `path` the content that `produce` writes, whole or not at all: it goes to a temporary file beside
 * `path`, which takes its place at the end and is removed after a failure, Ctrl-C included.
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
  const handle = await open(temporary, 'wx').catch(problem);
  const interruption = interruptions();
  try {
    const result = await produce(async (chunk) => {
      interruption.check();
      await handle.writeFile(chunk).catch(problem);
    });
    interruption.check();
    await handle.sync().catch(problem);
    await handle.close();
    await rename(temporary, path).catch(problem);
    return result;
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  } finally {
    interruption.stop();
  }
}

/** Notices the first request to end the process; a second one ends it at once. */
function interruptions() {
  let signal: NodeJS.Signals | undefined;
  const notice = (name: NodeJS.Signals) => {
    signal = name;
  };
  process.once('SIGINT', notice);
  process.once('SIGTERM', notice);
  return {
    check() {
      if (signal) throw new OperatorError('The export was interrupted; nothing was written.');
    },
    stop() {
      process.removeListener('SIGINT', notice);
      process.removeListener('SIGTERM', notice);
    },
  };
}
