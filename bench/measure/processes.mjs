import { execFile, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endWith } from './ending.mjs';

const START_SECONDS = 60;
/** Of Linux, wherever Node.js runs: ticks of the processor's clock in /proc. */
const TICKS_PER_SECOND = 100;

/** The command on one core; as it is when no core is given. */
export const pinned = (core, command) =>
  core === undefined ? command : ['taskset', '-c', String(core), ...command];

/** Runs a program to its end and gives what it prints. */
export async function run([program, ...args], { timeout, env } = {}) {
  const running = promisify(execFile)(program, args, {
    timeout,
    env: env ?? process.env,
    maxBuffer: 64 * 1024 * 1024,
  });
  const forget = endWith(() => running.child.kill());
  try {
    return (await running).stdout;
  } finally {
    forget();
  }
}

/** Our environment as production's, without what would make a server another one. */
function ownEnvironment() {
  const { REDIS_URL, NODE_OPTIONS, LOG_LEVEL, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production' };
}

/**
 * Starts a server and waits until it answers.
 * @param {string} log file that takes what it prints
 * @returns {Promise<{ pid, port, stop(): Promise<void> }>}
 */
export async function startServer(command, { port, environment, core, log }) {
  const output = openSync(log, 'w');
  const [program, ...args] = pinned(core, command);
  const child = spawn(program, args, {
    env: { ...ownEnvironment(), HOST: '127.0.0.1', PORT: String(port), ...environment },
    stdio: ['ignore', output, output],
  });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  const stop = async () => {
    forget();
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(tooLong);
  };
  const forget = endWith(stop);
  try {
    await waitForPort(port, () => child.exitCode === null && child.pid !== undefined);
  } catch (error) {
    await stop();
    throw new Error(`${command.at(-1)} has not started; see ${log}`, { cause: error });
  }
  return { pid: child.pid, port, stop };
}

/** Waits until a process listens on a port, as long as it may still happen. */
export async function waitForPort(port, mayHappen) {
  const deadline = Date.now() + START_SECONDS * 1_000;
  while (!(await answers(port))) {
    if (!mayHappen() || Date.now() > deadline) throw new Error(`Port ${port} does not accept connections.`);
    await sleep(100);
  }
}

/** Whether a process listens there. */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}

/** A free port. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A process and all that it has started, and these have. */
async function family(pid) {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => ''));
  const children = (await Promise.all(lists)).join(' ').split(/\s+/).filter(Boolean);
  return [pid, ...(await Promise.all(children.map(family))).flat()];
}

/** Seconds of processor time that a process has used; null where that cannot be read. */
export async function cpuSeconds(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The program's name, in parentheses, may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Seconds of processor time of a server with all its processes. */
export async function serverSeconds(pid) {
  const seconds = await Promise.all((await family(pid)).map(cpuSeconds));
  return seconds.reduce((sum, each) => sum + (each ?? 0), 0);
}

/** Resident memory of a server with all its processes in bytes. */
export async function residentBytes(pid) {
  const statuses = await Promise.all(
    (await family(pid)).map((one) => readFile(`/proc/${one}/status`, 'utf8')),
  );
  return statuses.reduce((sum, status) => sum + Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) * 1024, 0);
}
