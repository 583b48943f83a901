import { once } from 'node:events';
import { Connection } from '../support/connection.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

const CHUNK = '1\r\n{\r\n';

/** Sends the head of a request whose body comes in chunks. */
async function chunked(line: string): Promise<Connection> {
  const connection = await Connection.open(gateway);
  return connection.send(
    line,
    'Host: localhost',
    `X-API-Key: ${key}`,
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    '',
    '',
  );
}

it('takes a body in 2,000 chunks', async () => {
  const text = JSON.stringify({ query: '{ viewer { role } }' }).padEnd(2_000);
  const connection = await chunked('POST /graphql HTTP/1.1');
  connection.send(`${[...text].map((character) => `1\r\n${character}\r\n`).join('')}0`, '', '');
  const [answer] = await once(connection.socket, 'data');
  connection.close();
  expect(String(answer)).toMatch(/^HTTP\/1.1 200 /);
});

it('refuses a body in more chunks, and reads no further', async () => {
  const connection = await chunked('POST /graphql HTTP/1.1');
  connection.send(CHUNK.repeat(10_000));
  const { head, body } = await connection.received();
  expect(head).toMatch(/^HTTP\/1.1 400 /);
  expect(body).toContain('The body arrives in more than 2000 pieces, the limit.');
});

it.each(['GET /healthz', 'GET /graphql?query={viewer{role}}', 'GET /nothing', 'POST /healthz'])(
  'closes the connection of a body that its route does not read: %s',
  async (target) => {
    const connection = await chunked(`${target} HTTP/1.1`);
    const [answer] = await once(connection.socket, 'data');
    expect(String(answer)).toMatch(/^HTTP/);
    connection.send(CHUNK.repeat(10_000));
    await connection.received();
    expect(connection.socket.readableEnded || connection.socket.destroyed).toBe(true);
  },
);
