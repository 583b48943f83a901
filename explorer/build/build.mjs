// Builds the pages of `explorer/` into `dist/explorer`: `assets/` is served as it is, `pages/` by the server's
// own routes. What was built from the same sources before is taken from a cache.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAssets } from './assets.mjs';
import { bundle } from './bundle.mjs';
import { compressFiles } from './compress.mjs';
import { writePages } from './pages.mjs';

const explorer = fileURLToPath(new URL('..', import.meta.url));
const root = join(explorer, '..');
const target = join(root, 'dist', 'explorer');
const caches = join(root, 'node_modules', '.cache', 'explorer');

const cache = join(caches, await fingerprint());
if (!(await copyTo(target))) {
  const fresh = join(caches, `fresh-${process.pid}`);
  await mkdir(join(fresh, 'assets'), { recursive: true });
  const files = { ...(await bundle(join(fresh, 'assets'))), ...(await writeAssets(join(fresh, 'assets'))) };
  await writePages(join(fresh, 'pages'), files);
  await compressFiles(join(fresh, 'assets'));
  for (const name of await readdir(caches)) {
    if (!name.startsWith('fresh-')) await rm(join(caches, name), { recursive: true, force: true });
  }
  // Another build at the same time may have been first; what it made is the same.
  await rename(fresh, cache).catch(() => rm(fresh, { recursive: true }));
  await copyTo(target);
}

/** Everything that decides what comes out: the sources, and through the lock file the packages. */
async function fingerprint() {
  const hash = createHash('sha256');
  const entries = await readdir(explorer, { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...sources.sort(), join(root, 'package-lock.json')]) {
    hash
      .update(file.slice(root.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Copies what was built; false when it was not built yet. */
async function copyTo(folder) {
  try {
    await cp(cache, folder, { recursive: true, preserveTimestamps: true });
    return true;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
