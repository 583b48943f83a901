import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Interval of attempts to take a lock that another process has, and their timeout, in milliseconds. */
const RETRY_MS = 10;
const WAIT_MS = 5_000;

/**
 * Runs `work` while no other process of this network namespace does so for the same port. The lock is an abstract Unix
 * socket, whose name the system assigns to one process at a time and releases when it ends (unix(7)).
 * @throws `EADDRINUSE` if another process has the lock for seconds, as only a server that hangs at its start does.
 */
export async function withPortLock<Result>(port: number, work: () => Promise<Result>): Promise<Result> {
  const lock = await lockPort(port);
  try {
    return await work();
  } finally {
    lock?.close();
  }
}

/** Returns undefined if the process may not open Unix sockets: then it runs without the lock. */
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
