import pg from 'pg';
import { someoneIsBlocked } from '../support/blocked.js';
import { Connection } from '../support/connection.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await startGateway({
    limits: { concurrency: { max: 10, min: 10, waitMs: 1_000 }, checkIntervalMs: 20 },
  });
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

const claims = () => gateway.rest('GET', '/claims', { key });

it('clients that leave before their answer give their places back', async () => {
  const blocker = new pg.Client(gateway.databaseUrl);
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('lock table claim in access exclusive mode');
  for (let i = 0; i < 2; i++) {
    const connections = await Promise.all(Array.from({ length: 5 }, () => Connection.open(gateway)));
    for (const connection of connections) {
      connection.send(
        'GET /certifications/api/v1/claims HTTP/1.1',
        'Host: localhost',
        `X-API-Key: ${key}`,
        '',
        '',
      );
    }
    await someoneIsBlocked(gateway.database);
    for (const connection of connections) connection.close();
  }
  await blocker.query('commit');
  await blocker.end();
  await eventually(async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, claims));
    return answers.every(({ status }) => status === 200);
  });
});
