import { unprepared } from '../../src/database/statement.js';
import { runClaims } from '../support/cli.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Fixtures } from '../support/fixtures.js';
import { Scrape } from '../support/metrics.js';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';
import { type Served, serve } from '../support/served.js';
import { logLines, send, TWO_WORKERS, workerPids, workersOfRequests } from '../support/workers.js';

const POOL_SIZE = 6;

/** Tells the connections of the server from those of the test. */
const APPLICATION = 'claims-of-workers';

/** So many connections do not all come to the same one of two workers. */
const CONNECTIONS = 40;

describeWithRedis('claims serve --workers 2', () => {
  let redis: RedisServer;
  let test: TestDatabase;
  let fixtures: Fixtures;
  let organization: string;
  let served: Served;

  beforeAll(async () => {
    [redis, test] = await Promise.all([startRedis(), createTestDatabase()]);
    fixtures = new Fixtures(test.database);
    organization = await fixtures.organization();
    const named = new URL(test.url);
    named.searchParams.set('application_name', APPLICATION);
    served = await serve(
      { DATABASE_URL: named.href, REDIS_URL: redis.url, DATABASE_POOL_SIZE: String(POOL_SIZE) },
      TWO_WORKERS,
    );
  });
  afterAll(async () => {
    await served.stop();
    await test.drop();
    await redis.remove();
  });

  const claims = (headers: Readonly<Record<string, string>>) =>
    send(`${served.url}/certifications/api/v1/claims?page_size=1`, { headers });

  /** Sends a request on each of many new connections. */
  const onManyConnections = (headers: Readonly<Record<string, string>>) =>
    Promise.all(Array.from({ length: CONNECTIONS }, () => claims(headers)));

  const scrape = async () => new Scrape((await send(`${served.url}/metrics`)).text);

  const COUNT =
    'claims_http_request_duration_seconds_count{method="GET",route="/certifications/api/v1/claims",status="200"}';

  /** The workers that have answered, once the log has all of these requests. */
  async function workersOf(requestIds: readonly string[]): Promise<Set<number | undefined>> {
    await eventually(() => requestIds.every((id) => workersOfRequests(served).has(id)));
    return new Set(requestIds.map((id) => workersOfRequests(served).get(id)));
  }

  it('prints its address once, and the process of each worker', () => {
    const lines = logLines(served);
    expect(lines.filter(({ msg }) => String(msg).includes('127.0.0.1'))).toEqual([
      expect.objectContaining({ msg: `listening at ${served.url}`, workers: 2 }),
    ]);
    expect([...workerPids(served).keys()].sort()).toEqual([1, 2]);
  });

  it('answers with both workers', async () => {
    const answers = await onManyConnections({ 'x-api-key': await fixtures.key(organization) });
    expect(answers.map(({ status }) => status)).toEqual(Array(CONNECTIONS).fill(200));
    expect(await workersOf(answers.map(({ requestId }) => requestId))).toEqual(new Set([1, 2]));
  });

  it('shows the same metrics of both, whichever is asked', async () => {
    const key = await fixtures.key(organization);
    const before = (await scrape()).value(COUNT);
    await onManyConnections({ 'x-api-key': key });
    // A request is counted when its response was written, which the client may have read before.
    await eventually(async () => (await scrape()).value(COUNT) === before + CONNECTIONS);
    const scrapes = await Promise.all(Array.from({ length: CONNECTIONS }, scrape));
    expect(new Set(scrapes.map((one) => one.value(COUNT)))).toEqual(new Set([before + CONNECTIONS]));
    const [one] = scrapes;
    expect(one?.value('claims_workers')).toBe(2);
    expect(one?.value('claims_worker_restarts_total')).toBe(0);
    expect(one?.value('claims_database_pool_size')).toBe(POOL_SIZE);
    expect(one?.value('claims_quota_store_degraded')).toBe(0);
    expect(one?.text.match(/^claims_build_info\{/gm)).toHaveLength(1);
  });

  it('opens no more connections than DATABASE_POOL_SIZE, together', async () => {
    const key = await fixtures.key(organization);
    await Promise.all(Array.from({ length: 10 }, () => onManyConnections({ 'x-api-key': key })));
    const [row] = await test.database.query(
      unprepared<{ n: number }>(
        'select count(*)::int as n from pg_stat_activity where application_name = $1',
      ),
      [APPLICATION],
    );
    expect(row?.n).toBeLessThanOrEqual(POOL_SIZE);
  });

  it('shares the quota of a key among all', async () => {
    const key = await fixtures.key(organization, { perMinute: 10 });
    const statuses = (await onManyConnections({ 'x-api-key': key })).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(CONNECTIONS - 10);
  });

  it('knows a session in both workers', async () => {
    const key = await fixtures.key(organization);
    const { status, cookie } = await send(`${served.url}/session`, {
      method: 'POST',
      headers: { origin: served.url },
      body: { api_key: key },
    });
    expect(status).toBe(204);
    const answers = await onManyConnections({ cookie: cookie as string });
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await workersOf(answers.map(({ requestId }) => requestId))).toEqual(new Set([1, 2]));
  });

  it('refuses a revoked key in both workers within 5 seconds', async () => {
    const { id, key } = await fixtures.keyWithId(organization);
    const statuses = async () =>
      new Set((await onManyConnections({ 'x-api-key': key })).map(({ status }) => status));
    expect(await statuses()).toEqual(new Set([200]));
    expect((await runClaims(['keys', 'revoke', id], { DATABASE_URL: test.url })).code).toBe(0);
    const refusals = new Set<number>();
    await eventually(async () => {
      const seen = await statuses();
      for (const status of seen) if (status !== 200) refusals.add(status);
      return !seen.has(200);
    }, 5_000);
    // One worker may refuse earlier than the other, and so often that the quota of the address is spent.
    refusals.delete(429);
    expect(refusals).toEqual(new Set([401]));
  });

  it('has its port for itself, as one process has', async () => {
    const { port } = new URL(served.url);
    for (const args of [[], TWO_WORKERS]) {
      const refused = await runClaims(['serve', ...args], {
        DATABASE_URL: test.url,
        REDIS_URL: redis.url,
        PORT: port,
      });
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toBe(`claims: Port ${port} of 127.0.0.1 is in use: set PORT to another one.\n`);
    }
  });

  it('starts another worker in place of one that a signal ends, which finishes its requests', async () => {
    const pid = workerPids(served).get(1) as number;
    process.kill(pid, 'SIGTERM');
    await eventually(() => workerPids(served).get(1) !== pid);
    await eventually(async () => (await scrape()).value('claims_workers') === 2);
    expect((await scrape()).value('claims_worker_restarts_total')).toBe(1);
    expect((await scrape()).value(COUNT)).toBeGreaterThan(0);
  });

  it('ends with 0 on SIGTERM, with all its workers', async () => {
    const pids = [...workerPids(served).values()];
    expect(await served.stop('SIGTERM')).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
