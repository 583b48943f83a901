import { resolve } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import { findBinaryPackage } from './binaries.js';
import { databaseUrl } from './connection.js';
import {
  type DataFolder,
  findCluster,
  giveFilesToFolderOwner,
  openDataFolder,
  readPassword,
  requireMajorVersion,
} from './data-folder.js';
import { lockFile } from './file-lock.js';
import { findPostmaster, stopPostmaster } from './postmaster.js';
import { Presence, type Role } from './presence.js';
import { adoptOrStartServer, connectToServer } from './server.js';

/** The use of the PostgreSQL server that belongs to a data folder. */
export interface EmbeddedPostgres {
  /** postgres:// URL of database "claims" (superuser postgres, password included), on 127.0.0.1. */
  readonly url: string;
  /** Leaves; the last user stops the server. Idempotent. */
  release(): Promise<void>;
}

const LOCK_SECONDS = 60;

/**
 * Uses the embedded PostgreSQL of a data folder: creates the folder and the database when missing, and starts the
 * server or adopts the one that runs already. The process may end without a release (kill -9, a crash): the server
 * then stays until its next user leaves.
 * @param role `server` is exclusive per data folder (a second one is refused), `command` is not
 * @throws OperatorError when the server cannot run here, or the folder cannot be used
 */
export async function useEmbeddedPostgres(dataDir: string, role: Role): Promise<EmbeddedPostgres> {
  const source = await findBinaryPackage();
  try {
    const folder = await openDataFolder(dataDir);
    return await underLock(folder, async () => {
      const existing = await findCluster(folder);
      if (existing !== undefined) await requireMajorVersion(existing, source.major);
      const password = await readPassword(folder, existing !== undefined);
      const { cluster, port, connection } = await adoptOrStartServer(folder, source, password);
      await giveFilesToFolderOwner(folder);
      const presence = await Presence.join(connection, role, () =>
        connectToServer(folder, cluster, password),
      );
      const leave = async () => {
        if (!(await presence.leave())) return;
        const postmaster = await findPostmaster(cluster);
        if (postmaster !== undefined) await stopPostmaster(postmaster, cluster);
      };
      let released: Promise<void> | undefined;
      return {
        url: databaseUrl({ port, password }),
        release: () => {
          released ??= underLock(folder, leave);
          return released;
        },
      };
    });
  } catch (error) {
    throw forOperator(error, dataDir);
  }
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

/** What the operating system says of a folder, and the operator can mend. */
const FOLDER_ERRORS = new Set([
  ...['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'],
  ...['ELOOP', 'ENAMETOOLONG', 'ENOSPC', 'EDQUOT'],
]);

function forOperator(error: unknown, dataDir: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!FOLDER_ERRORS.has(code ?? '')) return error;
  return new OperatorError(
    `The embedded PostgreSQL cannot use the folder ${resolve(dataDir)} (${message}): mend that, set DATA_DIR to another folder, or set DATABASE_URL to the address of a PostgreSQL server.`,
    { cause: error },
  );
}
