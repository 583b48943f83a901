import { once } from 'node:events';
import pg from 'pg';
import { someoneIsBlocked } from '../support/blocked.js';
import { Connection } from '../support/connection.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ limits: { concurrency: { max: 1, min: 1, waitMs: 1_000 } } });
});
afterAll(() => gateway.close());

it('of a refused connection nothing is read for a while, and of others at once', async () => {
  const key = await gateway.fixtures.key(await gateway.fixtures.organization());
  const blocker = new pg.Client(gateway.databaseUrl);
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('lock table claim in access exclusive mode');
  const waiting = gateway.rest('GET', '/claims', { key });
  await someoneIsBlocked(gateway.database);

  const refused = await Connection.open(gateway);
  const other = await Connection.open(gateway);
  const order: string[] = [];
  refused.send('GET /certifications/api/v1/claims HTTP/1.1', 'Host: localhost', `X-API-Key: ${key}`, '', '');
  const [answer] = await once(refused.socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /);
  const again = once(refused.socket, 'data').then(() => order.push('refused'));
  refused.send('GET /healthz HTTP/1.1', 'Host: localhost', '', '');
  const first = once(other.socket, 'data').then(() => order.push('other'));
  other.send('GET /healthz HTTP/1.1', 'Host: localhost', '', '');
  await Promise.all([again, first]);
  expect(order).toEqual(['other', 'refused']);

  await blocker.query('commit');
  await blocker.end();
  expect((await waiting).status).toBe(200);
  refused.close();
  other.close();
});
