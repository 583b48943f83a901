import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut. */
export interface CuttableLine {
  readonly url: string;
  /** Ends all connections; callers hear the last words, whatever PostgreSQL does. */
  cut(lastWords?: Buffer): void;
  close(): void;
}

/** Opens a way to the server of a URL. */
export async function cuttableLine(to: string): Promise<CuttableLine> {
  const { hostname, port } = new URL(to);
  const toCaller = new Set<Socket>();
  const toServer = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(port), hostname);
    toCaller.add(socket.on('error', () => {}));
    toServer.add(onward.on('error', () => {}));
    socket.pipe(onward).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = Object.assign(new URL(to), {
    hostname: '127.0.0.1',
    port: String((server.address() as AddressInfo).port),
  });
  return {
    url: url.href,
    cut: (lastWords) => {
      for (const socket of toCaller) socket.end(lastWords ?? '');
      for (const socket of toServer) socket.destroy();
    },
    close: () => server.close(),
  };
}
