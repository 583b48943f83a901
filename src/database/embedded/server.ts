import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../errors/operator-error.js';
import type { BinaryPackage } from './binaries.js';
import { prepareCluster } from './cluster.js';
import { type Connection, connect, createDatabase } from './connection.js';
import { type DataFolder, findCluster } from './data-folder.js';
import { lockFile } from './file-lock.js';
import { findPostmaster, removeStalePidFile, stopPostmaster } from './postmaster.js';
import { startServer } from './server-start.js';

/** A server may be busy with crash recovery, or on its way out. */
const ANSWER_MILLISECONDS = 60_000;

/** SQLSTATE of a refused password. */
const INVALID_PASSWORD = '28P01';

/** A server that answers and holds the gateway's database. */
export interface Server {
  /** Real path of its data directory. */
  readonly cluster: string;
  readonly port: number;
  readonly connection: Connection;
}

/**
 * Adopts the server of the folder, whoever has started it, or else starts it. Only under the folder's lock.
 * @throws OperatorError when it cannot run, or does not answer in time
 */
export async function adoptOrStartServer(
  folder: DataFolder,
  source: BinaryPackage,
  password: string,
): Promise<Server> {
  let startedHere = false;
  let deadline = Date.now() + ANSWER_MILLISECONDS;
  for (;;) {
    const cluster = await findCluster(folder);
    const postmaster = cluster === undefined ? undefined : await findPostmaster(cluster);
    if (cluster !== undefined && postmaster !== undefined) {
      try {
        const connection = await connectToServer(folder, cluster, password);
        if (connection !== undefined) {
          await createDatabase(connection);
          return { cluster, port: postmaster.port, connection };
        }
      } catch (error) {
        if (startedHere) await stopPostmaster(postmaster, cluster);
        throw error;
      }
    } else if (await startUnlessAlive(folder, source, password)) {
      startedHere = true;
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

/**
 * Connects to the running server of a data directory.
 * @returns undefined when it does not run or does not answer yet
 * @throws OperatorError when it does not accept the password of the folder
 */
export async function connectToServer(
  folder: DataFolder,
  cluster: string,
  password: string,
): Promise<Connection | undefined> {
  const postmaster = await findPostmaster(cluster);
  // A port is trusted only with its pid file: whoever else listens there must not be offered the password.
  if (postmaster === undefined || !postmaster.ready) return undefined;
  let connection: Connection;
  try {
    connection = await connect({ port: postmaster.port, password });
  } catch (error) {
    if ((error as { code?: unknown }).code !== INVALID_PASSWORD) return undefined;
    throw new OperatorError(
      `The embedded database does not accept the password in ${folder.password}: bring back the right one, or set DATABASE_URL to the address of a PostgreSQL server.`,
    );
  }
  const { rows } = await connection.query<{ data_directory: string }>('show data_directory');
  if (rows[0]?.data_directory === cluster) return connection;
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
    await startServer(folder, cluster, serverLock);
    return true;
  } finally {
    await serverLock.release();
  }
}
