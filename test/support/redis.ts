import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** A `redis-server` of a test's own, on loopback. */
export interface RedisServer {
  readonly url: string;
  /** Ends the process at once. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty, unless it runs. */
  start(): Promise<void>;
  /** Halts the process: connections stay, and nothing is answered. */
  halt(): void;
  /** Lets a halted process go on. */
  resume(): void;
  /** Ends it for good and removes its folder. */
  remove(): Promise<void>;
}

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;
if (!isInstalled) {
  const missing = 'redis-server is not on the PATH';
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`${missing}: the tests that need Redis are skipped\n`);
}

/** As `describe`, for tests that need Redis: skipped on a machine without one, unless it is CI's. */
export const describeWithRedis = isInstalled ? describe : describe.skip;

/** Ends the server when its input ends: however a test's process ends, no server stays behind. */
const GUARD = 'redis-server "$@" & echo "pid $!"; cat >/dev/null; kill -KILL $! 2>/dev/null; wait';

const READY_WITHIN_MS = 10_000;

/** Starts a server that keeps nothing on disk. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'claims-redis-'));
  const port = await freePort();
  let running = await spawnRedis(port, folder);
  const signal = (name: NodeJS.Signals) => process.kill(running.pid, name);

  async function kill(): Promise<void> {
    if (running.guard.exitCode !== null) return;
    const exited = once(running.guard, 'exit');
    running.guard.stdin?.end();
    await exited;
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start: async () => {
      if (running.guard.exitCode !== null) running = await spawnRedis(port, folder);
    },
    halt: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface RunningRedis {
  readonly guard: ChildProcess;
  readonly pid: number;
}

function spawnRedis(port: number, folder: string): Promise<RunningRedis> {
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const guard = spawn('sh', ['-c', GUARD, 'sh', ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    let log = '';
    const deadline = setTimeout(() => {
      guard.stdin.end();
      reject(new Error(`redis-server did not start: ${log}`));
    }, READY_WITHIN_MS);
    guard.stdout.on('data', (chunk) => {
      log += chunk;
      const pid = /^pid (\d+)$/m.exec(log)?.[1];
      if (pid === undefined || !log.includes('Ready to accept connections')) return;
      clearTimeout(deadline);
      resolve({ guard, pid: Number(pid) });
    });
  });
}
