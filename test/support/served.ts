import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLAIMS } from './cli.js';
import { PROCESS_ENVIRONMENT } from './process-environment.js';

/** A `claims serve` process. */
export interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  /** All that it wrote so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Sends a signal and waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const READY_WITHIN_MS = 60_000;

/** Starts `claims serve` on a free port, with arguments if there are any, and waits until it is ready. */
export async function serve(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Served> {
  const child = spawn(process.execPath, [CLAIMS, 'serve', ...args], {
    env: { ...PROCESS_ENVIRONMENT, PORT: '0', LOG_FORMAT: 'json', SHUTDOWN_GRACE: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const exited = once(child, 'exit');
  const deadline = Date.now() + READY_WITHIN_MS;
  let url: string | undefined;
  while (url === undefined) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`claims serve did not start: ${stderr}`);
    }
    await sleep(20);
    url = /listening at (http:[^"]+)/.exec(stderr)?.[1];
  }
  return {
    url,
    process: child,
    output: () => ({ stdout, stderr }),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
