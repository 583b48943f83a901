import { once } from 'node:events';
import { type AddressInfo, createServer, type ListenOptions } from 'node:net';
import { withPortLock } from './port-lock.js';

/** Attempts to find a free port: the system can choose one that another process has reserved. */
const MAX_PORTS = 10;

/**
 * Runs `work` with a port on which no process listens, and on which no other gateway starts to listen until `work` has
 * ended. Listeners that share a port would share it with other processes of the same user as well: without the lock,
 * two gateways that start together would both find the port free.
 * @param address where to listen; port 0 for any.
 * @throws the system's error if the port is not available.
 */
export async function withReservedPort<Result>(
  address: ListenOptions,
  work: (port: number) => Promise<Result>,
): Promise<Result> {
  let hasBegun = false;
  const withLock = (port: number) =>
    withPortLock(port, async () => {
      await requireFree({ ...address, port });
      hasBegun = true;
      return work(port);
    });
  for (let attempt = 1; ; attempt++) {
    // A port in use is refused before the lock, which its process may have for as long as it runs.
    const port = await requireFree(address);
    try {
      return await withLock(port);
    } catch (error) {
      if (hasBegun || address.port !== 0 || attempt === MAX_PORTS) throw error;
    }
  }
}

/** Returns the port, which the system has chosen for 0. */
async function requireFree(options: ListenOptions): Promise<number> {
  const server = createServer().listen(options);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
