import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a PostgreSQL server that can have faults. */
export interface FaultLine {
  /** The database by this way. */
  readonly url: string;
  /** Connections that have been opened. */
  opened(): number;
  /** Nothing comes through any more, in either direction and without a word; new connections are taken all the same. */
  freeze(): void;
  /** Connections that are open are as if frozen for good; new ones work. */
  forget(): void;
  /** Connections end, and new ones are ended at once. */
  refuse(): void;
  /** Everything works again, apart from what was forgotten. */
  mend(): void;
  close(): void;
}

type State = 'open' | 'frozen' | 'refusing';

/** Opens a way to the server of a URL, on loopback. */
export async function faultLine(to: string): Promise<FaultLine> {
  const { hostname, port } = new URL(to);
  const pairs = new Set<readonly [Socket, Socket]>();
  const forgotten: Socket[] = [];
  let state: State = 'open';
  let opened = 0;
  const pause = () => {
    for (const pair of pairs) for (const socket of pair) socket.pause();
  };
  const server = createServer((caller) => {
    opened += 1;
    if (state === 'refusing') return caller.destroy();
    const onward = connect(Number(port), hostname);
    const pair = [caller, onward] as const;
    pairs.add(pair);
    for (const [from, into] of [pair, [onward, caller]] as const) {
      from.on('data', (chunk) => into.write(chunk));
      from.on('error', () => {});
      from.on('close', () => {
        into.destroy();
        pairs.delete(pair);
      });
    }
    if (state === 'frozen') pause();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = Object.assign(new URL(to), {
    hostname: '127.0.0.1',
    port: String((server.address() as AddressInfo).port),
  });
  return {
    url: url.href,
    opened: () => opened,
    freeze: () => {
      state = 'frozen';
      pause();
    },
    forget: () => {
      pause();
      forgotten.push(...[...pairs].flat());
      pairs.clear();
    },
    refuse: () => {
      state = 'refusing';
      for (const [caller] of pairs) caller.destroy();
    },
    mend: () => {
      state = 'open';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close: () => {
      server.close();
      for (const socket of [...forgotten, ...[...pairs].flat()]) socket.destroy();
    },
  };
}
