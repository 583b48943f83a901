import { mkdir } from 'node:fs/promises';
import { unprivileged, withFileSystem } from '../../support/unprivileged.js';
import type { Mistake, Mistakes, Scene } from './scene.js';

const using = (dataDir: string, says: RegExp, within?: readonly string[]): Mistake => ({
  // One of the commands that make a database where there is none.
  args: ['organizations', 'create', 'Meadow Foods'],
  env: { DATA_DIR: dataDir },
  within,
  says,
});

/** In an empty file system, mounted with these options, where the machine allows one. */
async function usingFileSystem({ folder }: Scene, options: string, says: RegExp) {
  const place = folder.file(`mounted-with-${options}`);
  await mkdir(place);
  const within = withFileSystem(options, place);
  if (!within) process.stderr.write(`no file system may be mounted here: nothing is shown of "${options}"\n`);
  return within && using(`${place}/data`, says, within);
}

/** Folders that cannot hold the embedded database. */
export const wrongDataFolders: Mistakes = {
  'names a folder below /proc': () => using('/proc/claims', /folder \/proc\/claims .*set DATA_DIR/),
  'names a file as DATA_DIR': async ({ folder }) =>
    using(await folder.write('file', ''), /\/file .*set DATA_DIR/),
  'names a folder below a file': async ({ folder }) =>
    using(`${await folder.write('other', '')}/data`, /\/other\/data .*set DATA_DIR/),
  'begins DATA_DIR with ~': () => using('~/claims', /DATA_DIR is wrong: .* without the ~/),
  'names a folder that belongs to another user': async ({ folder }) => {
    await mkdir(folder.file('locked'), { mode: 0o500 });
    return using(folder.file('locked/data'), /locked\/data .*EACCES.*set DATA_DIR/, unprivileged);
  },
  'has no space for the database': (scene) =>
    usingFileSystem(scene, 'size=64k', /No space left on device.*set DATABASE_URL/i),
  'has mounted the folder read-only': (scene) => usingFileSystem(scene, 'ro', /EROFS.*set DATA_DIR/),
};
