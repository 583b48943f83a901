import { mkdtemp, open, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { type Account, giveTo, runAs } from './account.js';
import { type Binaries, type BinaryPackage, binariesFor } from './binaries.js';
import { SUPERUSER } from './connection.js';
import { type DataFolder, findCluster } from './data-folder.js';
import { placeExistingCluster, placeNewCluster } from './placement.js';

/** A data directory with all that is needed to start its server. */
export interface Cluster {
  /** Real path of the data directory. */
  readonly path: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

const DRAFT_PREFIX = 'postgres.new-';

/**
 * Prepares the folder's data directory, making it when there is none. Only under the folder's lock.
 * @throws OperatorError when the server cannot run here
 */
export async function prepareCluster(
  folder: DataFolder,
  source: BinaryPackage,
  password: string,
): Promise<Cluster> {
  const existing = await findCluster(folder);
  const { account, home } =
    existing === undefined ? await placeNewCluster(folder) : await placeExistingCluster(existing);
  const binaries = await binariesFor(source, account, home);
  if (existing !== undefined) return { path: existing, account, binaries };

  const cluster: Cluster = { path: join(home, 'postgres'), account, binaries };
  await removeDrafts(folder.path);
  await initialize(cluster, home, password);
  if (home !== folder.path) await symlink(cluster.path, folder.cluster);
  return cluster;
}

/** Runs initdb in a draft that is renamed at the end, so that a killed process leaves no incomplete directory. */
async function initialize(cluster: Cluster, home: string, password: string): Promise<void> {
  const draft = await mkdtemp(join(home, DRAFT_PREFIX));
  const data = join(draft, 'data');
  const passwordFile = join(draft, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
    await giveTo(cluster.account, draft);
    const { code, output } = await runAs(cluster.account, [
      cluster.binaries.initdb,
      ...['-D', data, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--locale=C.UTF-8', '-E', 'UTF8', '--no-instructions'],
    ]);
    if (code !== 0) {
      throw new OperatorError(
        `The embedded database could not be created in ${home} (${initdbReason(output)}): mend that, or set DATABASE_URL to the address of a PostgreSQL server.`,
      );
    }
    await rename(data, cluster.path);
    await syncFolder(home);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function initdbReason(output: string): string {
  const lines = output.trim().split('\n');
  return lines.find((line) => /error:|FATAL:/.test(line)) ?? lines.at(-1)!;
}

async function removeDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith(DRAFT_PREFIX)) await rm(join(home, name), { recursive: true, force: true });
  }
}

/** Makes the rename outlive a power cut. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
