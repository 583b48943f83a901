import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that keeps its answers to itself, so that callers lose them when the server ends. */
export interface HeldAnswers {
  readonly url: string;
  /** Bodies of the answers that the server has given, once there are so many. */
  answers(count: number): Promise<string[]>;
  close(): void;
}

/** Opens a way to the HTTP server of a URL, on loopback. Each connection carries one request. */
export async function holdAnswers(to: string): Promise<HeldAnswers> {
  const { hostname, port } = new URL(to);
  const received = new Map<Socket, Buffer[]>();
  const server = createServer((caller) => {
    const onward = connect(Number(port), hostname);
    received.set(caller, []);
    caller.on('data', (chunk) => onward.write(chunk));
    onward.on('data', (chunk) => received.get(caller)?.push(chunk));
    for (const [one, other] of [
      [caller, onward],
      [onward, caller],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const bodies = () =>
    [...received.values()].flatMap((chunks) => bodyOf(Buffer.concat(chunks).toString()) ?? []);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: async (count) => {
      while (bodies().length < count) await new Promise((resolve) => setTimeout(resolve, 10));
      return bodies();
    },
    close: () => {
      server.close();
      for (const caller of received.keys()) caller.destroy();
    },
  };
}

/** The body of an answer that has come whole; undefined for another one. */
function bodyOf(answer: string): string | undefined {
  const [head = '', body] = answer.split('\r\n\r\n', 2);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (body === undefined || length === undefined) return /^HTTP\/1.1 204/.test(head) ? '' : undefined;
  return Buffer.byteLength(body) >= Number(length) ? body : undefined;
}
