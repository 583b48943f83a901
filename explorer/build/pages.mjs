import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../pages/', import.meta.url));

/** Below which the server serves all files, relative to each page: a proxy may serve the pages below any path. */
const ASSETS = 'assets/';

/** Writes the pages with the URLs of their files in place of `{{name}}`. */
export async function writePages(outdir, files) {
  await mkdir(outdir, { recursive: true });
  for (const name of await readdir(source)) {
    const template = await readFile(join(source, name), 'utf8');
    const page = template.replace(/\{\{(.+?)\}\}/g, (_, file) => {
      if (files[file] === undefined) throw new Error(`${name} names ${file}, which the build did not make.`);
      return ASSETS + files[file];
    });
    await writeFile(join(outdir, name), page);
  }
}
