import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../errors/operator-error.js';
import { underAccount } from './account.js';
import type { Cluster } from './cluster.js';
import type { DataFolder } from './data-folder.js';
import type { FileLock } from './file-lock.js';
import { findPostmaster } from './postmaster.js';
import { openPrivateFile } from './private-file.js';
import { startProgram } from './program.js';

/** Crash recovery after heavy writing takes a while; the server goes on with it after that. */
const READY_MILLISECONDS = 60_000;
const ATTEMPTS_MILLISECONDS = 15_000;

/** Reasons to give up that time or another port mends. */
const PASSING = /already exists|pre-existing shared memory|could not bind|could not create any TCP/;

/**
 * Starts the server of a cluster that nobody serves and waits until it accepts connections.
 * @param serverLock held by us; the server inherits it
 * @throws OperatorError when the server gives up, or is not ready in time
 */
export async function startServer(folder: DataFolder, cluster: Cluster, serverLock: FileLock): Promise<void> {
  const deadline = Date.now() + ATTEMPTS_MILLISECONDS;
  for (;;) {
    const report = await tryStart(folder, cluster, serverLock);
    if (report === undefined) return;
    if (!PASSING.test(report) || Date.now() > deadline) {
      throw new OperatorError(
        `The embedded PostgreSQL does not start (${lastFailure(report)}; more in ${folder.log}): mend that, or set DATABASE_URL to the address of a PostgreSQL server.`,
      );
    }
    await sleep(200);
  }
}

/** @returns undefined when the server is ready, else what it reported before it gave up */
async function tryStart(
  folder: DataFolder,
  cluster: Cluster,
  serverLock: FileLock,
): Promise<string | undefined> {
  const [command, options] = underAccount(cluster.account, [
    cluster.binaries.postgres,
    ...['-D', cluster.path, '-p', String(await freePort())],
    // No socket: its path would be limited to 107 bytes.
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    ...['-c', 'max_connections=100'],
  ]);
  let failure: string | undefined;
  const log = await openPrivateFile(folder.log);
  const { size } = await log.stat();
  try {
    const child = startProgram(command, { ...options, stdio: ['ignore', log.fd, log.fd, serverLock.fd] });
    child.on('error', (error) => {
      failure = error.message;
    });
    child.on('exit', () => {
      failure = '';
    });
    child.unref();
  } finally {
    await log.close();
  }
  const deadline = Date.now() + READY_MILLISECONDS;
  while (failure === undefined) {
    if ((await findPostmaster(cluster.path))?.ready) return undefined;
    if (Date.now() > deadline) {
      throw new OperatorError(
        `The embedded PostgreSQL is not ready after ${READY_MILLISECONDS / 1000} seconds and goes on starting (see ${folder.log}): try again later, or set DATABASE_URL to the address of a PostgreSQL server.`,
      );
    }
    await sleep(10);
  }
  return failure || (await readFile(folder.log)).subarray(size).toString('utf8');
}

function lastFailure(report: string): string {
  const lines = report.trim().split('\n');
  return lines.findLast((line) => /FATAL:|PANIC:|error/.test(line)) ?? lines.at(-1)!;
}

/** A port of 127.0.0.1 that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
