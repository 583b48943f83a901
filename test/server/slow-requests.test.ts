import { once } from 'node:events';
import { shortId } from '../../src/codecs/short-id.js';
import { keyAccount } from '../../src/quotas/accounts.js';
import { MemoryStore } from '../../src/quotas/memory-store.js';
import { Connection, type Received } from '../support/connection.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let organization: string;
const store = new MemoryStore();

beforeAll(async () => {
  gateway = await startGateway({
    quotaStore: store,
    limits: { headersTimeoutMs: 100, requestTimeoutMs: 300, checkIntervalMs: 20 },
  });
  organization = await gateway.fixtures.organization();
});
afterAll(() => gateway.close());

const POST = ['POST /graphql HTTP/1.1', 'Host: localhost', 'Content-Type: application/json'];

function expectTimeout({ head, body }: Received): void {
  expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(head).toContain('\r\nContent-Type: application/problem+json\r\n');
  expect(head).toContain('\r\nConnection: close');
  expect(JSON.parse(body)).toMatchObject({
    status: 408,
    title: 'Request Timeout',
    error_code: 'request_timeout',
    retryable: true,
  });
}

it.each([
  ['nothing', []],
  ['half a line', ['GET /certifications']],
  [
    'headers without an end',
    ['GET /certifications/api/v1/claims HTTP/1.1', 'Host: localhost', 'X-API-Key: a'],
  ],
  ['headers, but not all of the body', [...POST, 'Content-Length: 20', '', '{"query": ']],
  ['headers, but not the last chunk', [...POST, 'Transfer-Encoding: chunked', '', '1', '{', '']],
])('a client that sends %s in time is told 408, and the connection ends', async (_, lines) => {
  const connection = await Connection.open(gateway);
  expectTimeout(await connection.send(...lines).received());
});

it('the 408 names both limits', async () => {
  const connection = await Connection.open(gateway);
  const { body } = await connection.received();
  expect(JSON.parse(body).detail).toBe(
    'The request did not arrive in time: its headers must arrive within 0.1 seconds, all of it within 0.3 seconds.',
  );
});

it('a request that did not arrive in time counts on its caller', async () => {
  const { id, key } = await gateway.fixtures.keyWithId(organization, { perMinute: 10, perDay: 100 });
  const account = keyAccount({ id: shortId(id), publishable: false, perMinute: 10, perDay: 100 });
  const connection = await Connection.open(gateway);
  connection.send(...POST, `X-API-Key: ${key}`, 'Content-Length: 2', '', '{');
  await connection.received();
  await eventually(async () => (await store.charge(account, 0)).windows[0]?.remaining === 9);
});

it('the connection of a refused request closes without an answer that an earlier request would get', async () => {
  const key = await gateway.fixtures.key(organization);
  const connection = await Connection.open(gateway);
  const { head } = await connection
    .send(
      'GET /certifications/api/v1/claims HTTP/1.1',
      'Host: localhost',
      `X-API-Key: ${key}`,
      '',
      'hello',
      '',
      '',
    )
    .received();
  expect(head).toBe('');
});

it('a request that was refused before its body came gets no second answer when the time is over', async () => {
  const connection = await Connection.open(gateway);
  const { head, body } = await connection
    .send('DELETE /certifications/api/v1/claims HTTP/1.1', 'Host: localhost', 'Content-Length: 2', '', '{')
    .received();
  expect(`${head}${body}`.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405']);
});

it('the second request of a connection is told 408 as the first', async () => {
  const connection = await Connection.open(gateway);
  const { body } = await connection
    .send('GET /healthz HTTP/1.1', 'Host: localhost', '', 'GET /healthz HTTP/1.1', 'Host')
    .received();
  expect(body.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 408']);
});

describe('a connection beyond the limit', () => {
  let small: Gateway;
  let open: Connection[];

  beforeAll(async () => {
    small = await startGateway({ limits: { maxConnections: 2 } });
  });
  afterAll(() => small.close());

  beforeEach(async () => {
    open = [await Connection.open(small), await Connection.open(small)];
  });
  afterEach(() => {
    for (const connection of open) connection.close();
  });

  /** A request that has begun and whose body does not come. */
  async function begin({ socket }: Connection): Promise<void> {
    socket.write(`${[...POST, 'Expect: 100-continue', 'Content-Length: 2', '', ''].join('\r\n')}`);
    await once(socket, 'data');
  }

  async function ask(connection: Connection): Promise<string> {
    const answer = await connection
      .send('GET /healthz HTTP/1.1', 'Host: localhost', 'Connection: close', '', '')
      .received();
    return answer.head.slice(0, 12);
  }

  it('takes the place of the one that has had no request for longest', async () => {
    const [longest, other] = open as [Connection, Connection];
    longest.socket.resume();
    const closed = once(longest.socket, 'close');
    expect(await ask(await Connection.open(small))).toBe('HTTP/1.1 200');
    await closed;
    expect(await ask(other)).toBe('HTTP/1.1 200');
  });

  it('does not take the place of one that has a request', async () => {
    const [busy, idle] = open as [Connection, Connection];
    await begin(busy);
    idle.socket.resume();
    const closed = once(idle.socket, 'close');
    const next = await Connection.open(small);
    await closed;
    expect(busy.socket.destroyed).toBe(false);
    next.close();
  });

  it('is closed at once when all have requests', async () => {
    await Promise.all(open.map(begin));
    expect(await (await Connection.open(small)).received()).toEqual({ head: '', body: '' });
  });
});

it('a request whose last byte comes after its 408 is not carried out, and its connection is closed', async () => {
  const writer = await gateway.fixtures.key(organization);
  const gtin = await gateway.fixtures.product(organization);
  const body = JSON.stringify({ claim_id: await gateway.fixtures.claim('LATE') });
  const connection = await Connection.open(gateway);
  connection.send(
    `POST /certifications/api/v1/products/${gtin}/claims HTTP/1.1`,
    'Host: localhost',
    `X-API-Key: ${writer}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    body.slice(0, -1),
  );
  connection.socket.once('data', () => connection.send(body.slice(-1)));
  const closed = new Promise((resolve) => connection.socket.once('close', resolve));
  await closed;
  expect((await gateway.rest('GET', `/products/${gtin}/claims`, { key: writer })).body).toEqual([]);
});
