import { once } from 'node:events';
import { unprepared } from '../../src/database/statement.js';
import { Connection } from '../support/connection.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, type GatewayOptions, startGateway } from '../support/gateway.js';

const MB = 1024 * 1024;
/** Evidence of 100 assignments, a megabyte; 16 of these are more than the operating system keeps for a client. */
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

/** Asks for some megabytes and reads nothing of them but the first bytes. */
async function askAndWait(megabytes: number): Promise<Connection> {
  const body = JSON.stringify({ query: EVIDENCE(megabytes) });
  const connection = await Connection.open(gateway);
  open.push(connection);
  connection.send(
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    `X-API-Key: ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    body,
  );
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

it('an answer that is never read is given up, and its connection closed', async () => {
  await start({ answers: { maxBytes: 16 * MB, stallTimeoutMs: 500, sliceTimeoutMs: 100 } });
  const connection = await askAndWait(16);
  // While it is in flight, there is no room for another.
  await eventually(async () => (await ask(1)).status === 200);
  const { head, body } = await connection.received();
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  expect(body.length).toBeLessThan(Number(/content-length: (\d+)/.exec(head)?.[1]));
});

describe('a large answer beside those that are in flight', () => {
  beforeEach(async () => {
    await start({ answers: { maxBytes: 20 * MB, stallTimeoutMs: 60_000, sliceTimeoutMs: 10_000 } });
    await askAndWait(16);
  });

  it('is a 503 that names the time to wait', async () => {
    const { status, headers, body } = await ask(8);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(body.errors[0].extensions).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      problem: { error_code: 'service_unavailable', retry_after: 1, retryable: true },
    });
  });

  it('is sent when both fit', async () => {
    expect((await ask(2)).status).toBe(200);
  });

  it('is sent once the other is read', async () => {
    expect((await ask(8)).status).toBe(503);
    open[0]?.socket.resume();
    await eventually(async () => (await ask(8)).status === 200);
  });

  it('is sent once the connection of the other has ended', async () => {
    expect((await ask(8)).status).toBe(503);
    open[0]?.close();
    await eventually(async () => (await ask(8)).status === 200);
  });
});

it('a small answer is sent whatever is in flight', async () => {
  await start({ answers: { maxBytes: 0, stallTimeoutMs: 60_000, sliceTimeoutMs: 10_000 } });
  expect((await ask(1)).status).toBe(503);
  expect((await gateway.graphql('{ viewer { role } }', { key })).status).toBe(200);
});
