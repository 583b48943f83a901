import { once } from 'node:events';
import { unprepared } from '../../src/database/statement.js';
import { Connection } from '../support/connection.js';
import { type Gateway, type GatewayOptions, startGateway } from '../support/gateway.js';

const MB = 1024 * 1024;
/** Evidence of 100 assignments, a megabyte. */
const EVIDENCE = (times: number) =>
  `{ product(gtin: "${gtin}") { ${Array.from({ length: times }, (_, i) => `c${i}: claims(first: 100) { nodes { evidenceNote } }`).join(' ')} } }`;

let gateway: Gateway;
let gtin: string;
let key: string;
let open: Connection[] = [];

async function start(limits: GatewayOptions['limits']): Promise<void> {
  gateway = await startGateway({ limits: { checkIntervalMs: 20, ...limits } });
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
  await gateway.database.query(
    unprepared(
      `with made as (
         insert into claim (code, label, category, description)
         select 'CLAIM_' || i, 'Claim ' || i, 'OTHER', '' from generate_series(1, 100) i returning id)
       insert into claim_assignment (gtin, claim_id, evidence_note) select $1, id, repeat('x', 10000) from made`,
    ),
    [gtin],
  );
}

afterEach(async () => {
  for (const connection of open) connection.close();
  open = [];
  await gateway.close();
});

/**
 * Sends requests for 3 MB each, one behind the other, and reads nothing of the answers but the first bytes. Six of them
 * are more than the operating system keeps for a client.
 */
async function askAndWait(requests: number): Promise<Connection> {
  const body = JSON.stringify({ query: EVIDENCE(3) });
  const connection = await Connection.open(gateway);
  open.push(connection);
  for (let i = 0; i < requests; i++) {
    connection.send(
      'POST /graphql HTTP/1.1',
      'Host: localhost',
      `X-API-Key: ${key}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    );
  }
  await once(connection.socket, 'readable');
  return connection;
}

const ask = (megabytes: number) => gateway.graphql(EVIDENCE(megabytes), { key });

it('a large answer arrives whole, with its length', async () => {
  await start({});
  const { status, headers, text, body } = await ask(3);
  expect(status).toBe(200);
  expect(headers.get('content-length')).toBe(String(text.length));
  expect(Object.values<any>(body.data.product).map(({ nodes }) => nodes.length)).toEqual([100, 100, 100]);
});

it('answers that are never read are given up, and their connection closed', async () => {
  await start({
    answers: { maxBytes: 32 * MB, maxBytesPerAccount: 32 * MB, stallTimeoutMs: 500, sliceTimeoutMs: 100 },
  });
  const { socket } = await askAndWait(6);
  // A client that does not read learns by writing that its connection was closed.
  const writing = setInterval(() => socket.write('\r\n'), 20);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(writing);
  expect(socket.destroyed).toBe(true);
});

describe('a large answer beside those that are in flight', () => {
  beforeEach(() =>
    start({
      answers: {
        maxBytes: 2.5 * MB,
        maxBytesPerAccount: 2.5 * MB,
        stallTimeoutMs: 60_000,
        sliceTimeoutMs: 10_000,
      },
    }),
  );

  it('is a 503 that names the time to wait', async () => {
    const { status, headers, body } = await ask(3);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(body.errors[0].extensions).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      problem: { error_code: 'service_unavailable', retry_after: 1, retryable: true },
    });
  });

  it('is sent when it fits, again and again once it is read', async () => {
    for (let i = 0; i < 3; i++) expect((await ask(2)).status).toBe(200);
  });
});

it('a small answer is sent whatever is in flight', async () => {
  await start({
    answers: { maxBytes: 0, maxBytesPerAccount: 0, stallTimeoutMs: 60_000, sliceTimeoutMs: 10_000 },
  });
  expect((await ask(1)).status).toBe(503);
  expect((await gateway.graphql('{ viewer { role } }', { key })).status).toBe(200);
});
