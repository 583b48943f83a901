import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { Asker } from '../measure/ask.mjs';
import { POOL_SIZE } from '../measure/contenders.mjs';
import { endWith } from '../measure/ending.mjs';
import { freePort, waitForPort } from '../measure/processes.mjs';

/**
 * Room for everything that is allocated between two measurements, and no compiler that leaves allocations out
 * at a time of its own choosing: so the figure is the same on every run.
 */
const FLAGS = [
  '--expose-gc',
  '--min-semi-space-size=256',
  '--max-semi-space-size=256',
  '--no-opt',
  '--no-maglev',
];

/** Starts `server.mjs` and gives it with a client and its figures. */
export async function startCountedGateway({ folder, url }) {
  const port = await freePort();
  const child = fork(resolve(import.meta.dirname, 'server.mjs'), {
    execArgv: FLAGS,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      PORT: String(port),
      GATEWAY: folder,
    },
  });
  const figures = async (message) => {
    child.send(message);
    const [answer] = await once(child, 'message', { signal: AbortSignal.timeout(30_000) });
    return answer;
  };
  const asker = new Asker(port);
  const stop = async () => {
    forget();
    asker.close();
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const forget = endWith(stop);
  try {
    await waitForPort(port, () => child.exitCode === null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { asker, stop, collect: () => figures('collect'), heap: () => figures('heap') };
}
