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

/** How many servers may be killed while they start. */
const MAX_KILLS = 3;

/** How a server ended before it was ready. */
interface StartFailure {
  /** What it wrote before, or why it could not even be started; often empty when it was killed. */
  readonly report: string;
  /** Absent when it has ended by itself. */
  readonly signal?: NodeJS.Signals | undefined;
  readonly exitCode?: number | undefined;
}

/** Reasons for a failed start that time or another port can resolve. */
const PASSING = /already exists|pre-existing shared memory|could not bind|could not create any TCP/;

/**
 * Starts the server of a cluster that no server uses and waits until it accepts connections.
 * @param serverLock held by us; the server inherits it
 * @throws OperatorError when the server ends, or is not ready in time
 */
export async function startPostgres(
  folder: DataFolder,
  cluster: Cluster,
  serverLock: FileLock,
): Promise<void> {
  const deadline = Date.now() + ATTEMPTS_MILLISECONDS;
  let kills = 0;
  for (;;) {
    const failure = await tryStart(folder, cluster, serverLock);
    if (failure === undefined) return;
    if (failure.signal) kills += 1;
    const passes = failure.signal ? kills < MAX_KILLS : PASSING.test(failure.report);
    if (!passes || Date.now() > deadline) {
      throw new OperatorError(
        `The embedded PostgreSQL does not start (${reasonOf(failure)}; more in ${folder.log}): mend that, or set DATABASE_URL to the address of a PostgreSQL server.`,
      );
    }
    await sleep(200);
  }
}

/** @returns undefined when the server is ready, else how it has ended */
async function tryStart(
  folder: DataFolder,
  cluster: Cluster,
  serverLock: FileLock,
): Promise<StartFailure | undefined> {
  const [command, options] = underAccount(cluster.account, [
    cluster.binaries.postgres,
    ...['-D', cluster.path, '-p', String(await freePort())],
    // No socket: its path would be limited to 107 bytes.
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    ...['-c', 'max_connections=100'],
  ]);
  let failure: StartFailure | undefined;
  const log = await openPrivateFile(folder.log);
  const { size } = await log.stat();
  try {
    const child = startProgram(command, { ...options, stdio: ['ignore', log.fd, log.fd, serverLock.fd] });
    child.on('error', (error) => {
      failure = { report: error.message };
    });
    child.on('exit', (exitCode, signal) => {
      failure = { report: '', exitCode: exitCode ?? undefined, signal: signal ?? undefined };
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
  if (failure.report !== '') return failure;
  return { ...failure, report: (await readFile(folder.log)).subarray(size).toString('utf8') };
}

function reasonOf({ report, signal, exitCode }: StartFailure): string {
  if (signal) return `it was ended by ${signal}`;
  const lines = report.trim().split('\n');
  const reason = lines.findLast((line) => /FATAL:|PANIC:|error/.test(line)) ?? lines.at(-1);
  return reason || `it ended with exit code ${exitCode} and said nothing`;
}

/** A free port of 127.0.0.1. */
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
