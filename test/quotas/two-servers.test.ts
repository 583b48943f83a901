import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';
import { type Served, serve } from '../support/served.js';

/** Requests at a time. */
const CONCURRENCY = 100;

const WITHIN_MS = 10_000;

describeWithRedis('two servers with one Redis', () => {
  let redis: RedisServer;
  let test: TestDatabase;
  let fixtures: Fixtures;
  let organization: string;
  let servers: Served[] = [];

  beforeAll(async () => {
    [redis, test] = await Promise.all([startRedis(), createTestDatabase()]);
    fixtures = new Fixtures(test.database);
    organization = await fixtures.organization();
    const env = { DATABASE_URL: test.url, REDIS_URL: redis.url, DATABASE_POOL_SIZE: '4' };
    servers = await Promise.all([serve(env), serve(env)]);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await test.drop();
    await redis.remove();
  });

  async function get(path: string, i: number, key: string): Promise<Response> {
    const { url } = servers[i % servers.length] as Served;
    const response = await fetch(`${url}${path}`, { headers: { 'x-api-key': key } });
    await response.arrayBuffer();
    return response;
  }

  async function statuses(times: number, key: string): Promise<Record<number, number>> {
    const path = '/certifications/api/v1/claims?page_size=1';
    const counts: Record<number, number> = {};
    let sent = 0;
    const work = async () => {
      while (sent < times) {
        const { status } = await get(path, sent++, key);
        counts[status] = (counts[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return counts;
  }

  async function degraded(i: number): Promise<string | undefined> {
    const response = await fetch(`${servers[i]?.url}/metrics`);
    return /^claims_quota_store_degraded (\d)$/m.exec(await response.text())?.[1];
  }

  async function untilDegraded(value: string): Promise<void> {
    const deadline = Date.now() + WITHIN_MS;
    while ((await degraded(0)) !== value || (await degraded(1)) !== value) {
      if (Date.now() > deadline) throw new Error(`not all servers show ${value}`);
      await sleep(20);
    }
  }

  it('let exactly 300 of 1,000 requests, a hundred at a time, through a limit of 300', async () => {
    const key = await fixtures.key(organization, { perMinute: 300 });
    expect(await statuses(1_000, key)).toEqual({ 200: 300, 429: 700 });
    expect([await degraded(0), await degraded(1)]).toEqual(['0', '0']);
  });

  it('fail no request when Redis is lost among them, show it, and share again when it is back', async () => {
    const key = await fixtures.key(organization);
    const running = statuses(200, key);
    await redis.kill();
    expect(await running).toEqual({ 200: 200 });
    await untilDegraded('1');
    expect(await statuses(20, key)).toEqual({ 200: 20 });
    await redis.start();
    await untilDegraded('0');
  });
});
