import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileProblem } from '../file-problem.js';
import { fileRefusal } from '../file-refusal.js';

/** Maximum bytes of a workbook from a pipe. */
const MAX_SPOOLED_BYTES = 2 ** 30;

/**
 * Copies a pipe to a private, unlinked temporary file, because a workbook is read from its end. The file is deleted
 * when the handle is closed.
 */
export async function spooled(chunks: AsyncIterable<Buffer>, path: string): Promise<FileHandle> {
  const temporary = join(tmpdir(), `claims-import-${randomUUID()}`);
  const problem = (error: unknown) => {
    throw fileProblem(temporary, 'written', error);
  };
  const handle = await open(temporary, 'wx+', 0o600).catch(problem);
  try {
    await unlink(temporary);
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > MAX_SPOOLED_BYTES) throw fileRefusal(path, 'is larger than 1 GiB: import it from a file');
      await handle.appendFile(chunk).catch(problem);
    }
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
