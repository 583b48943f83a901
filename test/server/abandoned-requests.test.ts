import { getIntrospectionQuery } from 'graphql';
import pg from 'pg';
import { MemoryStore } from '../../src/quotas/memory-store.js';
import { someoneIsBlocked } from '../support/blocked.js';
import { Connection } from '../support/connection.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';

/** Asks the test before it counts a request. */
class AskingStore extends MemoryStore {
  mayCount: () => Promise<void> = async () => {};

  override async charge(...charge: Parameters<MemoryStore['charge']>) {
    await this.mayCount();
    return super.charge(...charge);
  }
}

let gateway: Gateway;
let key: string;
const quotaStore = new AskingStore();

beforeAll(async () => {
  gateway = await startGateway({
    quotaStore,
    limits: { concurrency: { max: 10, min: 10, waitMs: 1_000 }, checkIntervalMs: 20 },
  });
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

function askForClaims(connection: Connection): void {
  connection.send(
    'GET /certifications/api/v1/claims HTTP/1.1',
    'Host: localhost',
    `X-API-Key: ${key}`,
    '',
    '',
  );
}

const claims = () => gateway.rest('GET', '/claims', { key });

it('clients that leave before their answer give their places back', async () => {
  const blocker = new pg.Client(gateway.databaseUrl);
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('lock table claim in access exclusive mode');
  for (let i = 0; i < 2; i++) {
    const connections = await Promise.all(Array.from({ length: 5 }, () => Connection.open(gateway)));
    for (const connection of connections) askForClaims(connection);
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

it('a large answer whose client has left is no failure', async () => {
  const left = new Promise((resolve) => {
    gateway.server.once('connection', (socket) => socket.once('close', resolve));
  });
  const connection = await Connection.open(gateway);
  quotaStore.mayCount = async () => {
    quotaStore.mayCount = async () => {};
    connection.close();
    await left;
  };
  const query = getIntrospectionQuery();
  const body = JSON.stringify({ query });
  connection.send(
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    body,
  );
  await left;
  expect((await gateway.graphql(query)).text.length).toBeGreaterThan(64 * 1024);
  expect(gateway.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

it('an operation whose client has left before it is read counts all the same', async () => {
  const counted = new Promise<unknown>((resolve) => {
    quotaStore.mayCount = async () => resolve(undefined);
  });
  gateway.server.prependOnceListener('request', ({ socket }) => socket.destroy());
  await expect(gateway.request('/graphql?query=%7B__typename%7D')).rejects.toThrow();
  await counted;
});

it('an answer that is made takes no place while its client does not read it', async () => {
  const waiting: Connection[] = [];
  for (let i = 0; i < 10; i++) {
    const made = new Promise((resolve) => {
      gateway.server.prependOnceListener('request', (_, response) => {
        response.end = () => {
          resolve(undefined);
          return response;
        };
      });
    });
    const connection = await Connection.open(gateway);
    askForClaims(connection);
    waiting.push(connection);
    await made;
  }
  expect((await claims()).status).toBe(200);
  for (const connection of waiting) connection.close();
});
