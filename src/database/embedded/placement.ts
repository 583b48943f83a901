import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { type Account, accountWorks, candidateAccounts, canReach, giveTo } from './account.js';
import type { DataFolder } from './data-folder.js';

/** Who runs the server, and the folder that holds its data directory, which that account can reach. */
export interface Placement {
  readonly account: Account;
  readonly home: string;
}

/** Holds the databases whose data folder the server's account cannot reach, such as one below root's home folder. */
const SHARED_HOME = '/var/lib/claims-gateway';

/**
 * Decides where a new data directory goes.
 * @throws OperatorError when no account can run the server
 */
export async function placeNewCluster(folder: DataFolder): Promise<Placement> {
  for (const account of candidateAccounts(await stat(folder.path))) {
    if (!(await accountWorks(account))) continue;
    if (await admit(account, folder.path)) return { account, home: folder.path };
    if (process.geteuid?.() === 0) return { account, home: await makeSharedHome(account, folder) };
  }
  throw cannotRun(folder.path);
}

/**
 * Decides who serves a data directory that exists: its owner, or where root cannot use a user namespace any more, a
 * new owner.
 * @param cluster its real path
 * @throws OperatorError when no account can run the server
 */
export async function placeExistingCluster(cluster: string): Promise<Placement> {
  const home = dirname(cluster);
  const owner = await stat(cluster);
  for (const account of candidateAccounts(owner)) {
    if (!(await accountWorks(account)) || !(await admit(account, home))) continue;
    if (account.owner !== undefined && account.owner.uid !== owner.uid) await giveTo(account, cluster);
    return { account, home };
  }
  throw cannotRun(home);
}

/** Whether the account can reach the folder, after we have let its group pass through where the folder is ours. */
async function admit(account: Account, folder: string): Promise<boolean> {
  if (await canReach(account, folder)) return true;
  const { uid, mode } = await stat(folder);
  if (account.owner === undefined || uid !== process.geteuid?.()) return false;
  await chown(folder, uid, account.owner.gid);
  await chmod(folder, (mode & 0o777) | 0o010);
  return canReach(account, folder);
}

async function makeSharedHome(account: Account, folder: DataFolder): Promise<string> {
  await mkdir(SHARED_HOME, { recursive: true });
  await chmod(SHARED_HOME, 0o755);
  // A name of its own each time: the data of an earlier, removed folder has another password.
  const name = createHash('sha256').update(folder.path).digest('hex').slice(0, 16);
  const home = await mkdtemp(join(SHARED_HOME, `${name}-`));
  await giveTo(account, home);
  return home;
}

function cannotRun(path: string): OperatorError {
  return new OperatorError(
    `The embedded PostgreSQL cannot run for ${path}, because it refuses root and this system allows neither a user namespace nor another account that reaches the folder: run as an ordinary user, or set DATABASE_URL to the address of a PostgreSQL server.`,
  );
}
