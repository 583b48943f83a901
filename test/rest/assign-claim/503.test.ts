import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { Database } from '../../../src/database/database.js';
import { unprepared } from '../../../src/database/statement.js';
import { MemoryStore } from '../../../src/quotas/memory-store.js';
import { createApp } from '../../../src/server/app.js';
import { withAdministrator } from '../../support/administrator.js';
import { type Answer, startGateway } from '../../support/gateway.js';
import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene(startGateway);
});
afterAll(() => scene.gateway.close());

/**
 * Assigns while another connection holds the table, and stops the statement that waits for it with one of
 * PostgreSQL's administrative functions. A statement that runs too long ends with the same error as one
 * that is cancelled.
 */
async function assignAndStop(stop: 'pg_cancel_backend' | 'pg_terminate_backend'): Promise<Answer> {
  const [row] = await scene.gateway.database.query(
    unprepared<{ name: string }>('select current_database() name'),
  );
  const url = new URL(process.env.CLAIMS_TEST_SERVER as string);
  url.pathname = `/${row?.name}`;
  const blocker = new pg.Client({ connectionString: url.href });
  await blocker.connect();
  try {
    await blocker.query('begin');
    await blocker.query('lock table claim_assignment in access exclusive mode');
    const answer = scene.assign({ claim_id: scene.claim });
    await withAdministrator(async (client) => {
      const waiting = `select ${stop}(pid) from pg_stat_activity
        where datname = $1 and wait_event_type = 'Lock'`;
      while ((await client.query(waiting, [row?.name])).rowCount === 0) await sleep(10);
    });
    return await answer;
  } finally {
    await blocker.end();
  }
}

/** Assigns at a server whose database closes every connection. */
async function assignWithoutDatabase(): Promise<Answer> {
  const closing = createServer((socket) => socket.once('data', () => socket.end()));
  await once(closing.listen(0, '127.0.0.1'), 'listening');
  const { port } = closing.address() as AddressInfo;
  const database = await Database.open({
    url: `postgres://user:password@127.0.0.1:${port}/claims`,
    poolSize: 1,
    warn: () => {},
  });
  const app = await createApp({
    database,
    log: pino({ level: 'silent' }),
    introspection: 'public',
    quotaStore: new MemoryStore(),
  });
  try {
    return await rawRequest(await app.listen({ host: '127.0.0.1', port: 0 }), {
      path: `${REST_BASE}/products/${scene.gtin}/claims`,
      headers: { 'x-api-key': scene.key, 'content-type': 'application/json' },
      chunks: [JSON.stringify({ claim_id: scene.claim })],
    });
  } finally {
    await app.close();
    await database.close();
    closing.close();
  }
}

describe.each<[string, () => Promise<Answer>]>([
  ['the statement takes too long', () => assignAndStop('pg_cancel_backend')],
  ['the connection is lost', () => assignAndStop('pg_terminate_backend')],
  ['the database cannot be reached', assignWithoutDatabase],
])('POST /products/{gtin}/claims, 503 when %s', (_, send) => {
  it('stores nothing and asks to try again, without a word about the database', async () => {
    const { body } = await expectRefusal(scene.gateway, 503, send);
    expect(body).toEqual({
      type: 'https://closient.com/docs/errors/service_unavailable',
      title: 'Service Unavailable',
      status: 503,
      detail: 'The service cannot answer right now. Please try again later.',
      error_code: 'service_unavailable',
      retryable: true,
      retry_after: 1,
      retry_after_seconds: 1,
      timestamp: body.timestamp,
    });
  });
});

describe('a 503', () => {
  it('is logged with its cause under the request id', async () => {
    const { headers } = await assignAndStop('pg_cancel_backend');
    const lines = scene.gateway.log.filter(({ requestId }) => requestId === headers.get('x-request-id'));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 40, err: expect.objectContaining({ code: '57014' }) }),
    );
  });

  it('is over when the database answers again', async () => {
    await assignAndStop('pg_terminate_backend');
    expect((await scene.assign({ claim_id: scene.claim })).status).toBe(201);
  });
});
