import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a lock that another process has is tried again, and for how long, in milliseconds. */
const RETRY_MS = 10;
const WAIT_MS = 5_000;

/**
 * Runs `work` while no other process of this network namespace does so for the same port: an abstract Unix socket,
 * whose name the system gives to one at a time and frees with the process (unix(7)).
 *
 * @throws `EADDRINUSE` when another holds the lock for seconds; nothing but a server that hangs as it starts does.
 */
export async function withPortLock<Result>(port: number, work: () => Promise<Result>): Promise<Result> {
  const lock = await lockPort(port);
  try {
    return await work();
  } finally {
    lock?.close();
  }
}

/** @returns undefined where the process may not open Unix sockets: then the port alone has to do. */
async function lockPort(port: number): Promise<Server | undefined> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    try {
      return await bound(`\0claims-gateway.port.${port}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return undefined;
      if (performance.now() > until) throw error;
      await sleep(RETRY_MS);
    }
  }
}

function bound(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path }, () => resolve(server));
  });
}
