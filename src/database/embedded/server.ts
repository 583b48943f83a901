import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../errors/operator-error.js';
import { reasonOf } from '../operator-failure.js';
import type { BinaryPackage } from './binaries.js';
import { prepareCluster } from './cluster.js';
import { connect, createDatabase, isConnectionLost, type ServerConnection } from './connection.js';
import { type DataFolder, findCluster } from './data-folder.js';
import { lockFile } from './file-lock.js';
import { findPostmaster, removeStalePidFile, stopPostmaster } from './postmaster.js';
import { startPostgres } from './server-start.js';

/** A server may be busy with crash recovery, or on its way out. */
const ANSWER_MILLISECONDS = 60_000;

/** How often one that ends before it is of use is started. */
const MAX_STARTS = 3;

/** SQLSTATE of a refused password. */
const INVALID_PASSWORD = '28P01';

/** A server that responds and contains the gateway's database. */
export interface Server {
  /** Real path of its data directory. */
  readonly cluster: string;
  readonly port: number;
  readonly connection: ServerConnection;
}

/**
 * Adopts the server of the folder, whichever process has started it, or else starts it. Only under the folder's lock. One that
 * ends meanwhile is started again, a few times.
 * @param begin sends the first statements on the connection; called again, with another one, when that is lost
 * @throws OperatorError when it cannot run, or does not answer in time
 */
export async function adoptOrStartServer(
  folder: DataFolder,
  source: BinaryPackage,
  password: string,
  begin: (server: Server) => Promise<void> = async () => {},
): Promise<Server> {
  let starts = 0;
  let loss = 'it ended at once';
  let deadline = Date.now() + ANSWER_MILLISECONDS;
  for (;;) {
    const cluster = await findCluster(folder);
    const postmaster = cluster === undefined ? undefined : await findPostmaster(cluster);
    if (cluster !== undefined && postmaster !== undefined) {
      try {
        const connection = await connectToServer(folder, cluster, password);
        if (connection !== undefined) {
          const server = { cluster, port: postmaster.port, connection };
          const lost = await firstStatements(server, begin);
          if (lost === undefined) return server;
          loss = lost;
        }
      } catch (error) {
        if (starts > 0) await stopPostmaster(postmaster, cluster);
        throw error;
      }
    } else if (starts === MAX_STARTS) {
      throw new OperatorError(
        `The embedded database in DATA_DIR was started ${MAX_STARTS} times and has ended each time (${loss}; more in ${folder.log}): mend that, or set DATABASE_URL to the address of a PostgreSQL server.`,
      );
    } else if (await startUnlessAlive(folder, source, password)) {
      starts += 1;
      deadline = Date.now() + ANSWER_MILLISECONDS;
      continue;
    }
    if (Date.now() > deadline) {
      const who = postmaster === undefined ? 'perhaps in another container' : `process ${postmaster.pid}`;
      throw new OperatorError(
        `The embedded PostgreSQL of ${folder.path} is running (${who}) but does not answer: end it, or set DATABASE_URL to the address of a PostgreSQL server.`,
      );
    }
    await sleep(50);
  }
}

/** @returns undefined when all went well, or why the connection was lost */
async function firstStatements(
  server: Server,
  begin: (server: Server) => Promise<void>,
): Promise<string | undefined> {
  try {
    await createDatabase(server.connection);
    await begin(server);
    return undefined;
  } catch (error) {
    await server.connection.end();
    if (!isConnectionLost(error)) throw error;
    return reasonOf(error);
  }
}

/**
 * Connects to the running server of a data directory.
 * @returns undefined when it does not run or does not answer yet
 * @throws OperatorError when it does not accept the password of the folder
 */
export async function connectToServer(
  folder: DataFolder,
  cluster: string,
  password: string,
): Promise<ServerConnection | undefined> {
  const postmaster = await findPostmaster(cluster);
  // A port is trusted only with its pid file: another process that listens there must not get the password.
  if (postmaster === undefined || !postmaster.ready) return undefined;
  const connection = await connect({ port: postmaster.port, password }).catch((error) => {
    if ((error as { code?: unknown }).code !== INVALID_PASSWORD) return undefined;
    throw new OperatorError(
      `The embedded database does not accept the password in ${folder.password}: bring back the right one, or set DATABASE_URL to the address of a PostgreSQL server.`,
    );
  });
  if (connection === undefined) return undefined;
  try {
    const { rows } = await connection.query<{ data_directory: string }>('show data_directory');
    if (rows[0]?.data_directory === cluster) return connection;
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
  }
  await connection.end();
  return undefined;
}

/** @returns false when a process of an earlier server still lives, which holds the server's lock */
async function startUnlessAlive(
  folder: DataFolder,
  source: BinaryPackage,
  password: string,
): Promise<boolean> {
  const serverLock = await lockFile(folder.serverLock, 0);
  if (serverLock === undefined) return false;
  try {
    const cluster = await prepareCluster(folder, source, password);
    await removeStalePidFile(cluster.path);
    await startPostgres(folder, cluster, serverLock);
    return true;
  } finally {
    await serverLock.release();
  }
}
