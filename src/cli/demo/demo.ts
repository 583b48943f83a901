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

/** Where the demo's key is kept, mode 0600. */
export function demoKeyFile(dataDir: string): string {
  return join(dataDir, 'demo-key');
}

/** Remembers that the operator did not want the demo, so that it does not come back. */
function removedMarker(dataDir: string): string {
  return join(dataDir, 'demo-removed');
}

/**
 * Writes the demo into an empty embedded database, unless it was removed from there before. Gives the
 * demo's key, or undefined when the database has no demo. The key is kept before it is valid: a process that
 * ends in between leaves a key without a demo, and the next one writes both anew, unless the database was
 * filled meanwhile: then no organization has the key.
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

/** The demo's key as it is kept, whether the database knows it or not; undefined when none is kept. */
export function readDemoKey(dataDir: string): Promise<string | undefined> {
  return read(demoKeyFile(dataDir));
}

/** The demo's key and its organization. Throws a sentence for the operator when there is no demo. */
export async function requireDemo(
  database: Database,
  dataDir: string,
): Promise<{ readonly key: string; readonly owner: string }> {
  const key = await readDemoKey(dataDir);
  const owner = key && (await findKeyOwner(database, key));
  if (!key || !owner) throw new OperatorError('There is no demo in this database.');
  return { key, owner };
}

/** Takes the demo and its key away. Throws as `requireDemo`. */
export async function takeDemoAway(database: Database, dataDir: string): Promise<RemovedDemo> {
  const { key, owner } = await requireDemo(database, dataDir);
  const removed = await removeDemo(database, owner, hashApiKey(key), await readDemoContent());
  await keep(removedMarker(dataDir), '');
  await rm(demoKeyFile(dataDir), { force: true });
  return removed;
}

/** Writes a private file, whole or not at all, which belongs to whom its folder belongs. */
async function keep(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  try {
    // As root in another user's folder: a link that lies there is not followed.
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
