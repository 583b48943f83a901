import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Files of which compression would save nothing that matters. */
const SMALLEST = 1024;
const COMPRESSIBLE = /\.(?:css|js|svg|ttf)$/;

/**
 * Writes a `.br` and a `.gz` beside each file of a folder that is worth it. Two levels below the best, because
 * those take several times as long for one percent.
 */
export async function compressFiles(folder) {
  const files = (await readdir(folder)).filter((name) => COMPRESSIBLE.test(name));
  await Promise.all(files.map((name) => compressFile(join(folder, name))));
}

async function compressFile(file) {
  if ((await stat(file)).size < SMALLEST) return;
  const contents = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length };
  await Promise.all([
    toBrotli(contents, { params }).then((bytes) => writeFile(`${file}.br`, bytes)),
    toGzip(contents, { level: 7 }).then((bytes) => writeFile(`${file}.gz`, bytes)),
  ]);
}
