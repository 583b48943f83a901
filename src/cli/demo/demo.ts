import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateApiKey } from '../../codecs/api-key.js';
import type { Database } from '../../database/database.js';
import { giveToFolderOwner } from '../../database/embedded/data-folder.js';
import { OperatorError } from '../../errors/operator-error.js';
import { hashApiKey } from '../../identity/api-key-hash.js';
import { findKeyId, findKeyOwner } from '../../identity/manage-keys.js';
import { type RemovedDemo, removeDemo } from '../../services/demo/remove-demo.js';
import { holdsNothing, writeDemo } from '../../services/demo/write-demo.js';
import { fileProblem } from '../import/file-problem.js';
import { readDemoContent } from './content.js';

/** Path of the file with the demo's key, mode 0600. */
export function demoKeyFile(dataDir: string): string {
  return join(dataDir, 'demo-key');
}

/** Path of the file that records the removal of the demo, which is not written again. */
function removedMarker(dataDir: string): string {
  return join(dataDir, 'demo-removed');
}

/**
 * Writes the demo into an empty embedded database, unless it was removed from there. Returns the key of the demo;
 * undefined if the database has no demo. The file of the key is written before the demo: a process that ends in between
 * leaves a key without a demo. The next one writes both again, unless the database is no longer empty: then the key is
 * unknown.
 */
export async function ensureDemo(database: Database, dataDir: string): Promise<string | undefined> {
  if ((await holdsNothing(database)) && (await read(removedMarker(dataDir))) === undefined) {
    const key = generateApiKey('csb');
    await keep(demoKeyFile(dataDir), key);
    await writeDemo(database, await readDemoContent(), { hash: hashApiKey(key), lastFour: key.slice(-4) });
  }
  const key = await readDemoKey(dataDir);
  return key !== undefined && (await findKeyId(database, key)) !== undefined ? key : undefined;
}

/** Returns the stored key of the demo, whether the database has it or not; undefined if none is stored. */
export function readDemoKey(dataDir: string): Promise<string | undefined> {
  return read(demoKeyFile(dataDir));
}

/** Returns the demo's key and the UUID of its organization. Throws a sentence for the operator if there is no demo. */
export async function requireDemo(
  database: Database,
  dataDir: string,
): Promise<{ readonly key: string; readonly owner: string }> {
  const key = await readDemoKey(dataDir);
  const owner = key && (await findKeyOwner(database, key));
  if (!key || !owner) throw new OperatorError('There is no demo in this database.');
  return { key, owner };
}

/** Removes the demo and its key. Throws as `requireDemo` does. */
export async function takeDemoAway(database: Database, dataDir: string): Promise<RemovedDemo> {
  const { key, owner } = await requireDemo(database, dataDir);
  const removed = await removeDemo(database, owner, hashApiKey(key), await readDemoContent());
  await keep(removedMarker(dataDir), '');
  await rm(demoKeyFile(dataDir), { force: true });
  return removed;
}

/** Writes a private file atomically, which belongs to the owner of its folder. */
async function keep(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  try {
    // Root may write in another user's folder and must not follow a link in it.
    await rm(draft, { force: true });
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await giveToFolderOwner(dirname(file), [draft]);
    await rename(draft, file);
  } catch (error) {
    throw fileProblem(file, 'written', error);
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileProblem(file, 'read', error);
  }
}
