import { randomBytes } from 'node:crypto';
import { lchown, lstat, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';

/** Paths of the embedded database in the data folder, all absolute. */
export interface DataFolder {
  readonly path: string;
  /** PostgreSQL's own data directory, or a symbolic link to it. */
  readonly cluster: string;
  /** Superuser's password, mode 0600. */
  readonly password: string;
  /** File of the server's log. */
  readonly log: string;
  /** Locked while one of us starts, adopts or stops the server. */
  readonly lock: string;
  /** Locked by the `serve` that uses the folder, as long as it lives. */
  readonly servingLock: string;
  /** Locked by the server itself as long as one of its processes lives. */
  readonly serverLock: string;
}

/** Name of the data directory in the data folder. */
export const CLUSTER = 'postgres';

/** Opens the data folder, which is created with mode 0700 when missing. */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  await mkdir(dirname(wanted), { recursive: true });
  await mkdir(wanted, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  // One name for one folder: the server is recognised by the path it was started with.
  const path = await realpath(wanted);
  return {
    path,
    cluster: join(path, CLUSTER),
    password: join(path, 'postgres-password'),
    log: join(path, 'postgres.log'),
    lock: join(path, 'lock'),
    servingLock: join(path, 'serve.lock'),
    serverLock: join(path, 'postgres.lock'),
  };
}

/**
 * Real path of the data directory that the folder holds, undefined when it holds none yet.
 * @throws OperatorError when a link leads to a directory that is gone, since an empty one must not replace it silently
 */
export async function findCluster(folder: DataFolder): Promise<string | undefined> {
  try {
    await lstat(folder.cluster);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return realpath(folder.cluster).catch(() => {
    throw new OperatorError(
      `The embedded database that ${folder.cluster} points to is gone: bring it back, remove the link to begin with an empty one, or set DATABASE_URL to the address of a PostgreSQL server.`,
    );
  });
}

/**
 * Refuses a data directory that another major version of PostgreSQL has made.
 * @param major the version of our binaries
 */
export async function requireMajorVersion(cluster: string, major: string): Promise<void> {
  const found = (
    await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => 'an unknown version')
  ).trim();
  if (found === major) return;
  throw new OperatorError(
    `The embedded database in ${cluster} was made by PostgreSQL ${found} and this version brings PostgreSQL ${major}: move the data over with a dump from the old version, or set DATABASE_URL to the address of a PostgreSQL server.`,
  );
}

/**
 * The superuser's password, made up when the folder has none.
 * @param clusterExists whether a server already expects a certain password, which cannot be made up then
 */
export async function readPassword(folder: DataFolder, clusterExists: boolean): Promise<string> {
  const found = await readFile(folder.password, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (found.trim() !== '') return found.trim();
  if (clusterExists) {
    throw new OperatorError(
      `The password of the embedded database is missing: bring back ${folder.password}, or set DATABASE_URL to the address of a PostgreSQL server.`,
    );
  }
  const password = randomBytes(24).toString('hex');
  // Written aside and renamed, so that no process ever reads half a password.
  const draft = `${folder.password}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, folder.password);
  return password;
}

/** As root in a folder of another user: transfers created files to that user. */
export function giveFilesToFolderOwner(folder: DataFolder): Promise<void> {
  const { path, password, log, lock, servingLock, serverLock } = folder;
  return giveToFolderOwner(path, [password, log, lock, servingLock, serverLock]);
}

/** As root in a folder of another user: transfers these files to that user, as far as they exist. */
export async function giveToFolderOwner(folder: string, files: readonly string[]): Promise<void> {
  const { uid, gid } = await stat(folder);
  if (process.geteuid?.() !== 0 || uid === 0) return;
  for (const path of files) {
    await lchown(path, uid, gid).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}
