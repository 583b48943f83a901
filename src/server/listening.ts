import { lookup } from 'node:dns/promises';
import { type AddressInfo, createServer, type ListenOptions, type Server } from 'node:net';
import type { FastifyInstance, FastifyListenOptions } from 'fastify';
import { withReservedPort } from './reserved-port.js';

/**
 * Number of sockets that listen on the port. libuv accepts one connection from each in a turn of the event loop, and
 * under load a turn takes some 80 ms: behind 1,000 new connections a probe of `/healthz` would wait for ten seconds and
 * more (docs/reliability.md). Other systems cannot share a port, or not between such sockets.
 */
const LISTENERS = process.platform === 'linux' ? 32 : 1;

/** Where a server listens. */
export interface ListeningOptions extends FastifyListenOptions {
  /**
   * Whether this process shares the port with others, for which it was reserved. The system distributes connections
   * over the listeners of all.
   */
  readonly isShared?: boolean;
}

/**
 * Listens on a port and returns the bound address. Closing the server closes all listeners, and waits for the
 * connections of all.
 *
 * @throws the system's error when the port cannot be had.
 */
export async function listen(
  app: FastifyInstance,
  { isShared = false, ...given }: ListeningOptions,
  localhost = addressesOfLocalhost,
): Promise<string> {
  const [first, ...further] = given.host === 'localhost' ? await localhost() : [];
  const options = first === undefined ? given : { ...given, host: first };
  const others: Server[] = [];
  app.addHook('preClose', async () => {
    const closed = [app.server, ...others].map(close);
    app.server.closeIdleConnections();
    await Promise.all(closed);
  });
  // Fastify would create a separate server for these, without the limits of connections.
  const listenFurther = async (port: number) => {
    for (const host of further) {
      // If the system has no such address, the first one is enough.
      await listener(app, { host, port, reusePort: isShared && LISTENERS > 1 }).then(
        (server) => others.push(server),
        () => {},
      );
    }
  };
  if (LISTENERS === 1) {
    const url = await app.listen(options);
    await listenFurther((app.server.address() as AddressInfo).port);
    return url;
  }
  const open = async () => {
    const shared: FastifyListenOptions & ListenOptions = { ...options, reusePort: true };
    const url = await app.listen(shared);
    const { address: host, port } = app.server.address() as AddressInfo;
    for (let i = 1; i < LISTENERS; i++) others.push(await listener(app, { ...shared, host, port }));
    await listenFurther(port);
    return url;
  };
  // The system chooses no port that has a listener, shared or not.
  return isShared || !options.port ? open() : withReservedPort(options, open);
}

/** The addresses that `localhost` has, of IPv4 and of IPv6. */
async function addressesOfLocalhost(): Promise<string[]> {
  const found = await lookup('localhost', { all: true });
  return found.map(({ address }) => address);
}

/** Passes the connections of a listener to the server. */
function listener(app: FastifyInstance, options: ListenOptions): Promise<Server> {
  return opened(
    createServer({ noDelay: true }, (socket) => app.server.emit('connection', socket)),
    options,
  );
}

function opened(server: Server, options: ListenOptions): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
