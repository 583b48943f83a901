import { resolve } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { operatorFailure } from '../operator-failure.js';
import { type BinaryPackage, findBinaryPackage } from './binaries.js';
import { embeddedUrl } from './connection.js';
import {
  type DataFolder,
  findCluster,
  giveFilesToFolderOwner,
  openDataFolder,
  readPassword,
  requireMajorVersion,
} from './data-folder.js';
import { type FileLock, lockFile } from './file-lock.js';
import { requireUnusedFolder } from './folder-content.js';
import { findPostmaster, stopPostmaster } from './postmaster.js';
import { Presence } from './presence.js';
import { adoptOrStartServer, connectToServer } from './server.js';
import { describeServingProcess } from './serving-process.js';

/** The use of the PostgreSQL server that belongs to a data folder. */
export interface EmbeddedPostgres {
  /** postgres:// URL of database "claims" (superuser postgres, password included), on 127.0.0.1. */
  readonly url: string;
  /** Ends the use of the server; the last user stops it. Idempotent. */
  release(): Promise<void>;
}

/** Purpose of a process that uses the server: `server` is exclusive per data folder, `command` is not. */
export type ServerUse = 'server' | 'command';

/** Hears what becomes of a database that has ended while it was used. */
export interface Revival {
  /** It runs again, on this port of 127.0.0.1. */
  revived(port: number): void;
  /** It could not be started; it is tried again. */
  failed(error: unknown): void;
}

const LOCK_SECONDS = 60;

/** A process that was killed may need a moment to be gone. */
const SERVING_LOCK_SECONDS = 1;

/**
 * Uses the embedded PostgreSQL of a data folder: creates the folder and the database when missing, and starts the
 * server or adopts the one that runs already. The process may end without a release (kill -9, a crash): the server
 * then stays until its next user leaves.
 * @param use `server` is exclusive per data folder (a second one is refused), `command` is not; it also watches the
 * database and starts it again when it has ended
 * @param revival hears of that
 * @throws OperatorError when the server cannot run here, or the folder cannot be used
 */
export async function useEmbeddedPostgres(
  dataDir: string,
  use: ServerUse,
  revival: Revival = { revived: () => {}, failed: () => {} },
): Promise<EmbeddedPostgres> {
  const source = await findBinaryPackage();
  try {
    const folder = await openDataFolder(dataDir);
    // Before anything is written to it.
    await requireUnusedFolder(folder);
    const serving = use === 'server' ? await lockServing(folder) : undefined;
    try {
      return await underLock(folder, () => join(folder, source, use, revival, serving));
    } catch (error) {
      await serving?.release();
      throw error;
    }
  } catch (error) {
    throw forOperator(error, dataDir);
  }
}

/** Makes this process the only one that serves the folder, until it releases the lock or ends. */
async function lockServing(folder: DataFolder): Promise<FileLock> {
  const lock = await lockFile(folder.servingLock, SERVING_LOCK_SECONDS);
  if (lock) return lock;
  throw new OperatorError(
    `Another server already runs on this DATA_DIR${await describeServingProcess(folder.path)}: stop it, choose another folder, or set DATABASE_URL to the address of a PostgreSQL server that several can share.`,
  );
}

async function join(
  folder: DataFolder,
  source: BinaryPackage,
  use: ServerUse,
  revival: Revival,
  serving: FileLock | undefined,
): Promise<EmbeddedPostgres> {
  const existing = await findCluster(folder);
  if (existing !== undefined) await requireMajorVersion(existing, source.major);
  const password = await readPassword(folder, existing !== undefined);
  let presence!: Presence;
  const { cluster, port } = await adoptOrStartServer(folder, source, password, async (joined) => {
    const reconnect = () => connectToServer(folder, joined.cluster, password);
    const revive = () =>
      underLock(folder, async () => {
        if (presence.isLeaving) return undefined;
        // An empty database in place of one that is gone would be worse than none.
        if ((await findCluster(folder)) !== joined.cluster)
          throw new OperatorError(`${joined.cluster} is gone: bring it back.`);
        const server = await adoptOrStartServer(folder, source, password);
        revival.revived(server.port);
        return server.connection;
      }).catch((error) => {
        revival.failed(error);
        return undefined;
      });
    presence = await Presence.join(joined.connection, {
      reconnect,
      revive: use === 'server' ? revive : reconnect,
    });
  });
  await giveFilesToFolderOwner(folder);
  const leave = async () => {
    if (!(await presence.leave())) return;
    const postmaster = await findPostmaster(cluster);
    if (postmaster !== undefined) await stopPostmaster(postmaster, cluster);
  };
  let released: Promise<void> | undefined;
  return {
    url: embeddedUrl({ port, password }),
    release: () => {
      presence.beginToLeave();
      released ??= underLock(folder, leave).finally(() => serving?.release());
      return released;
    },
  };
}

async function underLock<T>(folder: DataFolder, work: () => Promise<T>): Promise<T> {
  const lock = await lockFile(folder.lock, LOCK_SECONDS);
  if (lock === undefined) {
    throw new OperatorError(
      `Another process has kept ${folder.lock} locked for ${LOCK_SECONDS} seconds: end it, or set DATABASE_URL to the address of a PostgreSQL server.`,
    );
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Errors of the operating system about a folder that the operator can correct and that name no path. */
const FOLDER_ERRORS = new Set([
  ...['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'],
  ...['ELOOP', 'ENAMETOOLONG', 'ENOSPC', 'EDQUOT'],
]);

function forOperator(error: unknown, dataDir: string): unknown {
  const { code, message, path } = error as NodeJS.ErrnoException;
  // Any error of a path: below /proc, a folder that cannot be made "does not exist".
  if (!FOLDER_ERRORS.has(code ?? '') && path === undefined) return operatorFailure(error, true);
  return new OperatorError(
    `The embedded PostgreSQL cannot use the folder ${resolve(dataDir)} (${message}): mend that, set DATA_DIR to another folder, or set DATABASE_URL to the address of a PostgreSQL server.`,
    { cause: error },
  );
}
