import { resolve } from 'node:path';
import { DATA } from '../../database/server.mjs';
import { freePort, run, startServer } from '../../measure/processes.mjs';

/** Starts a Redis server that stores nothing; undefined where the machine has none. */
export async function startRedis() {
  const found = await run(['redis-server', '--version'], { timeout: 10_000 }).catch(() => undefined);
  if (found === undefined) return undefined;
  const port = await freePort();
  const server = await startServer(
    ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { port, environment: {}, log: resolve(DATA, 'logs', 'redis.log') },
  );
  return { url: `redis://127.0.0.1:${port}`, version: /v=(\S+)/.exec(found)?.[1], stop: server.stop };
}
