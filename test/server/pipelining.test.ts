import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { answerInTurn, ServerRequest } from '../../src/server/pipelining.js';
import { Connection } from '../support/connection.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { largestAsset } from '../support/largest-asset.js';

let gateway: Gateway;

beforeAll(async () => {
  const concurrency = { max: 1, min: 1, waitMs: 1_000 };
  gateway = await startGateway({ limits: { maxPipelined: 3, concurrency } });
});
afterAll(() => gateway.close());

/** Sends this many requests at once; the statuses of the answers that come. */
async function statusesOf(requests: number): Promise<string[]> {
  const connection = await Connection.open(gateway);
  const more = ['GET /healthz HTTP/1.1', 'Host: localhost', '', ''];
  const last = ['GET /healthz HTTP/1.1', 'Host: localhost', 'Connection: close', '', ''];
  connection.send(`${more.join('\r\n').repeat(requests - 1)}${last.join('\r\n')}`);
  const { head, body } = await connection.received();
  return `${head}\r\n${body}`.match(/HTTP\/1\.1 \d+/g) ?? [];
}

it('requests that wait within the limit are answered', async () => {
  expect(await statusesOf(4)).toEqual(Array(4).fill('HTTP/1.1 200'));
});

it('a connection on which more requests wait is closed', async () => {
  // The first does not wait, and may be answered before the others are parsed.
  expect((await statusesOf(5)).length).toBeLessThanOrEqual(1);
});

it('requests that were answered are not counted', async () => {
  for (let i = 0; i < 3; i++) expect(await statusesOf(4)).toHaveLength(4);
});

it('a request that waits behind an answer which is not read takes no place of others', async () => {
  const connection = await Connection.open(gateway);
  const body = '{"query":"{__typename}"}';
  connection.send(`GET ${largestAsset()} HTTP/1.1`, 'Host: localhost', '', '');
  await once(connection.socket, 'readable');
  const arrived = once(gateway.server, 'request');
  connection.send('POST /graphql HTTP/1.1', 'Host: localhost', 'Content-Type: application/json');
  connection.send('', `Content-Length: ${body.length}`, '', body);
  await arrived;
  expect((await gateway.graphql('{ __typename }')).status).toBe(200);
  connection.close();
});

describe('a server that answers in turn', () => {
  /** Requests that have begun, and wait for the test to answer them. */
  let begun: [IncomingMessage, ServerResponse][];
  let parsed: number;
  let client: Socket;
  const server = createServer(
    {
      IncomingMessage: class extends ServerRequest {
        constructor(socket: Socket) {
          super(socket);
          parsed += 1;
        }
      },
    },
    (request, response) => {
      begun.push([request, response]);
      server.emit('begun');
    },
  );
  answerInTurn(server, 3);

  beforeEach(async () => {
    begun = [];
    parsed = 0;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => {});
    await once(client, 'connect');
  });
  afterEach(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const urls = () => begun.map(([{ url }]) => url);

  /** Answers the request that has begun last, and waits for the next one. */
  async function answer(): Promise<void> {
    const next = once(server, 'begun');
    begun.at(-1)?.[1].end('done');
    await next;
  }

  it('begins a request when the one before it has been answered', async () => {
    const first = once(server, 'begun');
    client.write(get('/1') + get('/2') + get('/3'));
    await first;
    expect([parsed, urls()]).toEqual([3, ['/1']]);
    await answer();
    expect(urls()).toEqual(['/1', '/2']);
    await answer();
    expect(urls()).toEqual(['/1', '/2', '/3']);
  });

  it('reads nothing more from a connection while a request waits, and goes on afterwards', async () => {
    const first = once(server, 'begun');
    client.write(get('/1') + get('/2'));
    await first;
    const { socket } = (begun[0] as [IncomingMessage, ServerResponse])[0];
    await new Promise(setImmediate);
    expect(socket.isPaused()).toBe(true);
    const read = socket.bytesRead;
    client.write(get('/3'));
    await new Promise(setImmediate);
    expect(socket.bytesRead).toBe(read);
    await answer();
    await answer();
    expect(urls()).toEqual(['/1', '/2', '/3']);
  });

  it('parses no more of what it has read once too many wait', async () => {
    client.write(get('/').repeat(1_500));
    await once(client.resume(), 'close');
    // The one in progress, three that wait, the one too many, and the one that stops the parser.
    expect([urls(), parsed]).toEqual([['/'], 6]);
  });

  it('begins none of the requests that wait when the connection ends', async () => {
    const first = once(server, 'begun');
    client.write(get('/1') + get('/2'));
    await first;
    const { socket } = (begun[0] as [IncomingMessage, ServerResponse])[0];
    const closed = once(socket, 'close');
    client.destroy();
    socket.destroy();
    await closed;
    begun[0]?.[1].end();
    await new Promise(setImmediate);
    expect(urls()).toEqual(['/1']);
  });
});
