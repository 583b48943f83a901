import { Connection } from '../support/connection.js';
import { eventually } from '../support/eventually.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

const KB = 1024;
const HELD = 60 * KB;

let gateway: Gateway;
let organization: string;
let held: Connection[];

beforeAll(async () => {
  gateway = await startGateway({
    trustProxy: ['127.0.0.1'],
    limits: {
      bodies: {
        perAccount: 100 * KB,
        anonymous: 150 * KB,
        total: 310 * KB,
        reserve: { perAccount: 16 * KB, anonymous: 16 * KB, total: 64 * KB },
      },
    },
  });
  organization = await gateway.fixtures.organization();
});
beforeEach(() => {
  held = [];
});
afterEach(async () => {
  for (const connection of held) connection.close();
  // Until nothing is held any more, so that no test is refused for another.
  const key = await gateway.fixtures.key(organization);
  await eventually(async () => {
    const answers = [1, 2, 3].map(() => post('/graphql', { 'x-api-key': key }));
    return (await Promise.all(answers)).every(({ status }) => status !== 503);
  });
});
afterAll(() => gateway.close());

const key = () => gateway.fixtures.key(organization);

/** Sends all of a body but its last byte. */
async function hold(header: string, path = '/graphql'): Promise<Connection> {
  const connection = await Connection.open(gateway);
  held.push(connection);
  return connection.send(
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    header,
    'Content-Type: application/json',
    `Content-Length: ${HELD + 1}`,
    '',
    '{'.padEnd(HELD),
  );
}

/** Sends a whole body. */
function post(path: string, headers: Record<string, string>, length = 30 * KB): Promise<Answer> {
  return gateway.request(path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{}'.padEnd(length),
  });
}

/** The first answer to one of several held requests. */
async function firstAnswer(headers: readonly string[], path?: string) {
  const connections = await Promise.all(headers.map((header) => hold(header, path)));
  return Promise.race(connections.map((connection) => connection.received()));
}

describe('a body beyond what may be in flight', () => {
  it('of one key is a 503 that names the time to wait, and the connection ends', async () => {
    const k = await key();
    const gtin = await gateway.fixtures.product(organization);
    const path = `/certifications/api/v1/products/${gtin}/claims`;
    const { head, body } = await firstAnswer([`X-API-Key: ${k}`, `X-API-Key: ${k}`], path);
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
    expect(head).toContain('\r\nretry-after: 1\r\n');
    expect(head).toContain('\r\nconnection: close');
    expect(JSON.parse(body)).toMatchObject({
      error_code: 'service_unavailable',
      retryable: true,
      retry_after: 1,
      retry_after_seconds: 1,
    });
  });

  it('is refused in the form of GraphQL there', async () => {
    const k = await key();
    const { head, body } = await firstAnswer([`X-API-Key: ${k}`, `X-API-Key: ${k}`]);
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
    expect(JSON.parse(body).errors[0].extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
  });

  it('of one address without a credential is a 503', async () => {
    const { head } = await firstAnswer(
      ['X-Forwarded-For: 192.0.2.1', 'X-Forwarded-For: 192.0.2.1'],
      '/session',
    );
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('of all addresses together is a 503', async () => {
    const { head } = await firstAnswer([1, 2, 3].map((i) => `X-Forwarded-For: 192.0.2.${i}`));
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('of all callers together is a 503', async () => {
    const keys = await Promise.all([1, 2, 3, 4, 5, 6].map(key));
    const { head } = await firstAnswer(keys.map((k) => `X-API-Key: ${k}`));
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
  });
});

describe('bodies that are held', () => {
  it('of one key do not stop another key', async () => {
    const k = await key();
    await firstAnswer([`X-API-Key: ${k}`, `X-API-Key: ${k}`]);
    expect((await post('/graphql', { 'x-api-key': await key() })).status).not.toBe(503);
  });

  it('of addresses do not stop a key', async () => {
    await firstAnswer([1, 2, 3].map((i) => `X-Forwarded-For: 192.0.2.${i}`));
    expect((await post('/graphql', { 'x-api-key': await key() })).status).not.toBe(503);
  });

  it('of many keys do not stop another: the oldest of the one that holds most gives way', async () => {
    const keys = await Promise.all([1, 2, 3, 4, 5].map(key));
    const connections = await Promise.all(keys.map((k) => hold(`X-API-Key: ${k}`)));
    const dropped: string[] = [];
    for (const connection of connections) void connection.received().then(({ head }) => dropped.push(head));
    const other = await key();
    await eventually(async () => {
      expect((await post('/graphql', { 'x-api-key': other })).status).not.toBe(503);
      expect((await post('/graphql', { 'x-api-key': other }, 2 * KB)).status).not.toBe(503);
      return dropped.length > 0;
    });
    expect(dropped[0]).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('are no longer counted when their connection has ended', async () => {
    const k = await key();
    await firstAnswer([`X-API-Key: ${k}`, `X-API-Key: ${k}`]);
    for (const connection of held) connection.close();
    await eventually(async () => (await firstAnswerOfTwo(k)) !== 503);
  });

  /** The status of the second of two bodies that together fit only beside no other. */
  async function firstAnswerOfTwo(k: string): Promise<number> {
    const answers = await Promise.all([
      post('/graphql', { 'x-api-key': k }),
      post('/graphql', { 'x-api-key': k }),
    ]);
    return Math.max(...answers.map(({ status }) => status));
  }
});

it('many bodies one after the other are not counted together', async () => {
  const k = await key();
  for (let i = 0; i < 10; i++) expect((await post('/graphql', { 'x-api-key': k })).status).not.toBe(503);
});

it('a body in chunks of one byte is read', async () => {
  const body = JSON.stringify({ query: '{ viewer { role } }' });
  const connection = await Connection.open(gateway);
  held.push(connection);
  connection.send(
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    `X-API-Key: ${await key()}`,
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    '',
    ...[...body].flatMap((letter) => ['1', letter]),
    '0',
    '',
    '',
  );
  expect((await connection.received()).body).toContain('"role":"EDITOR"');
});
