import { once } from 'node:events';
import pg from 'pg';
import { someoneIsBlocked } from '../support/blocked.js';
import { Connection } from '../support/connection.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let key: string;
let blocker: pg.Client;
/** The request that takes the only place. */
let waiting: Promise<Answer>;
let refused: Connection;

beforeEach(async () => {
  gateway = await startGateway({ limits: { concurrency: { max: 1, min: 1, waitMs: 1_000 } } });
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
  blocker = new pg.Client(gateway.databaseUrl);
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('lock table claim in access exclusive mode');
  waiting = gateway.rest('GET', '/claims', { key });
  await someoneIsBlocked(gateway.database);
  refused = await Connection.open(gateway);
  listClaims();
  const [answer] = await once(refused.socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /);
});
afterEach(() => {
  refused.close();
});

const listClaims = () =>
  refused.send('GET /certifications/api/v1/claims HTTP/1.1', 'Host: localhost', `X-API-Key: ${key}`, '', '');

async function unblock(): Promise<void> {
  await blocker.query('commit');
  await blocker.end();
  expect((await waiting).status).toBe(200);
}

it('of a refused connection nothing is read for a while, and of others at once', async () => {
  const other = await Connection.open(gateway);
  const order: string[] = [];
  const again = once(refused.socket, 'data').then(() => order.push('refused'));
  refused.send('GET /healthz HTTP/1.1', 'Host: localhost', '', '');
  const first = once(other.socket, 'data').then(() => order.push('other'));
  other.send('GET /healthz HTTP/1.1', 'Host: localhost', '', '');
  await Promise.all([again, first]);
  expect(order).toEqual(['other', 'refused']);
  other.close();
  await unblock();
  await gateway.close();
});

it('what a refused connection has sent is answered before the server closes it', async () => {
  listClaims();
  const closed = gateway.close();
  const { head } = await refused.received();
  expect(head).toMatch(/^HTTP\/1\.1 503 /);
  expect(head.toLowerCase()).toContain('\r\nconnection: close');
  await unblock();
  await closed;
});
