import { Connection } from '../support/connection.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ limits: { maxPipelined: 3 } });
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
  expect(await statusesOf(5)).toEqual([]);
});

it('requests that were answered are not counted', async () => {
  for (let i = 0; i < 3; i++) expect(await statusesOf(4)).toHaveLength(4);
});
