import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../errors/operator-error.js';

/** The pid file of a running server's first process, the postmaster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it listens on the port and accepts connections. */
  readonly ready: boolean;
}

/** A fast shutdown writes a checkpoint, which takes long after many writes on a slow disk. */
const STOP_MILLISECONDS = 60_000;
const KILL_MILLISECONDS = 10_000;

/**
 * The live postmaster of a data directory. A pid file alone proves nothing: after a crash it stays, and its number
 * may belong to an unrelated process by now.
 * @param cluster real path of the data directory
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const postmaster = { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  return postmaster.pid > 1 && (await isPostmaster(postmaster.pid, cluster)) ? postmaster : undefined;
}

/** Removes the pid file of a dead postmaster: a zombie or a stranger with its number would keep a new one out. */
export async function removeStalePidFile(cluster: string): Promise<void> {
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}

/**
 * Stops the server: sessions are ended and data is written, or at least, when that takes too long, not lost.
 * @throws OperatorError when the server is still there
 */
export async function stopPostmaster(postmaster: Postmaster, cluster: string): Promise<void> {
  if (await signalAndWait(postmaster.pid, 'SIGINT', cluster, STOP_MILLISECONDS)) return;
  if (await signalAndWait(postmaster.pid, 'SIGQUIT', cluster, KILL_MILLISECONDS)) return;
  throw new OperatorError(
    `The embedded PostgreSQL of ${cluster} does not stop: end process ${postmaster.pid}, or set DATABASE_URL to the address of another PostgreSQL server.`,
  );
}

async function signalAndWait(
  pid: number,
  signal: NodeJS.Signals,
  cluster: string,
  milliseconds: number,
): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  while (await isPostmaster(pid, cluster)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

/** Only a live postmaster has this command line: a zombie's is empty and the server's other processes change theirs. */
async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const [program, ...args] = commandLine.split('\0');
  return basename(program!) === 'postgres' && args[args.indexOf('-D') + 1] === cluster;
}
