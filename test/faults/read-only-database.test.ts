import { isDeepStrictEqual } from 'node:util';
import { unprepared } from '../../src/database/statement.js';
import { ANSWERED_WITHIN_MS, FaultScene, statusOf } from '../support/fault-scene.js';

let scene: FaultScene;
let gtin: string;
let claimId: string;

beforeAll(async () => {
  scene = await FaultScene.open();
  claimId = await scene.fixtures.claim('VEGAN');
});
beforeEach(async () => {
  gtin = await scene.fixtures.product(scene.organization);
});
afterEach(setWritable);
afterAll(() => scene.close());

/** As after a failover to a standby: connections end, and new ones only read. */
async function setReadOnly(): Promise<void> {
  const { database } = scene.test;
  await database.query(
    unprepared(`do $$ begin execute format('alter database %I set default_transaction_read_only = on',
      current_database()); end $$`),
  );
  await database.query(
    unprepared(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name = 'claims-gateway'`),
  );
}

/** New connections write again; those that are open still only read. */
async function setWritable(): Promise<void> {
  await scene.test.database.query(
    unprepared(`do $$ begin set local transaction_read_only = off;
      execute format('alter database %I set default_transaction_read_only = off', current_database()); end $$`),
  );
}

const assign = () => scene.rest('POST', `/products/${gtin}/claims`, { claim_id: claimId });
const mutate = () =>
  scene.graphql(
    `mutation { assignClaim(input: { gtin: "${gtin}", claimId: "${claimId}" }) { assignment { id } } }`,
  );
const ready = () => scene.request('/readyz');

async function becomes(status: number, body: object): Promise<void> {
  const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  let answer = await ready();
  while (answer.status !== status || !isDeepStrictEqual(answer.body, body)) {
    signal.throwIfAborted();
    answer = await ready();
  }
}

it('refuses writes with 503, goes on reading, says so in /readyz, and writes again by itself', async () => {
  await setReadOnly();
  await becomes(503, { status: 'not ready', reason: 'database read-only' });
  expect(await assign()).toMatchObject({ status: 503, retryAfter: '1', body: { retry_after: 1 } });
  expect((await mutate()).body.errors[0].extensions).toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    problem: { status: 503, retry_after: 1 },
  });
  expect((await scene.rest('GET', '/claims')).status).toBe(200);
  await setWritable();
  await becomes(200, { status: 'ready' });
  expect((await assign()).status).toBe(201);
});

it('refused writes and questions for readiness take one new connection in a second, together', async () => {
  await setReadOnly();
  await becomes(503, { status: 'not ready', reason: 'database read-only' });
  // So that the pool has the connections of reads.
  const read = () => scene.rest('GET', `/products/${gtin}/claims`);
  await Promise.all(Array.from({ length: 40 }, read));
  const before = scene.line.opened();
  const began = performance.now();
  const answers = [];
  for (let i = 0; i < 40; i++)
    answers.push(...(await Promise.all([assign(), mutate(), assign(), read(), ready()])));
  const seconds = Math.ceil((performance.now() - began) / 1_000);
  expect(Map.groupBy(answers, statusOf).get(503)?.length).toBe(160);
  expect(scene.line.opened() - before).toBeLessThanOrEqual(seconds + 1);
});

it('writes go on without a restart once the database takes them, on whatever connection they meet', async () => {
  await setReadOnly();
  await becomes(503, { status: 'not ready', reason: 'database read-only' });
  // These connections stay read-only.
  await Promise.all(Array.from({ length: 40 }, () => scene.rest('GET', '/claims')));
  await setWritable();
  const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  while ((await assign()).status !== 201) signal.throwIfAborted();
  const gtins = await Promise.all(
    Array.from({ length: 40 }, () => scene.fixtures.product(scene.organization)),
  );
  const answers = await Promise.all(
    gtins.map((other) => scene.rest('POST', `/products/${other}/claims`, { claim_id: claimId })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
});
