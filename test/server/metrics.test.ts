import { MemoryStore } from '../../src/quotas/memory-store.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await startGateway({ trustProxy: ['127.0.0.1'] });
  key = await gateway.fixtures.key(await gateway.fixtures.organization(), { perMinute: 2 });
});
afterAll(() => gateway.close());

const figure = (text: string, series: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${series} `))
    ?.split(' ')
    .at(-1);

it('are Prometheus text with the figures of the process', async () => {
  const { status, headers, text } = await gateway.request('/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(Number(figure(text, 'process_resident_memory_bytes'))).toBeGreaterThan(0);
});

it('count requests by method, route and status, and those without a quota left', async () => {
  for (let i = 0; i < 3; i++) await gateway.rest('GET', '/products/09520000000001/claims', { key });
  const { text } = await gateway.request('/metrics');
  const route = 'method="GET",route="/certifications/api/v1/products/:gtin/claims"';
  expect(figure(text, `claims_http_request_duration_seconds_count{${route},status="404"}`)).toBe('2');
  expect(figure(text, `claims_http_request_duration_seconds_count{${route},status="429"}`)).toBe('1');
  expect(figure(text, 'claims_rate_limited_total')).toBe('1');
});

it('make one series of all paths that do not exist', async () => {
  for (const path of ['/a', '/b', '/certifications/api/v1/c']) await gateway.request(path);
  await gateway.request('/a', { method: 'POST' });
  const { text } = await gateway.request('/metrics');
  expect(
    figure(text, 'claims_http_request_duration_seconds_count{method="ANY",route="unmatched",status="404"}'),
  ).toBe('4');
});

it('say whether the quota store counts by itself', async () => {
  expect(figure((await gateway.request('/metrics')).text, 'claims_quota_store_degraded')).toBe('0');
  const quotaStore = Object.assign(new MemoryStore(), { degraded: true });
  const lonely = await startGateway({ quotaStore });
  const { text } = await lonely.request('/metrics');
  await lonely.close();
  expect(figure(text, 'claims_quota_store_degraded')).toBe('1');
});

it.each([
  ['another address', { 'x-forwarded-for': '192.0.2.1' }],
  ['a caller behind a proxy', { 'x-forwarded-for': '127.0.0.1' }],
  ['a caller behind a proxy that says Forwarded', { forwarded: 'for=127.0.0.1' }],
])('are forbidden without a token to %s', async (_, headers) => {
  const answer = await gateway.request('/metrics', { headers });
  expect(answer.status).toBe(403);
  expect(answer.body).toMatchObject({ error_code: 'forbidden' });
});

describe('with a token', () => {
  let guarded: Gateway;
  beforeAll(async () => {
    guarded = await startGateway({ metricsToken: 'scrape-me', trustProxy: ['127.0.0.1'] });
  });
  afterAll(() => guarded.close());

  it('answer its holder, from anywhere', async () => {
    const headers = { authorization: 'Bearer scrape-me', 'x-forwarded-for': '192.0.2.1' };
    expect((await guarded.request('/metrics', { headers })).status).toBe(200);
  });

  it.each(['', 'Bearer scrape-m', 'Bearer scrape-mee', 'scrape-me', 'Basic scrape-me'])(
    'refuse %p, also to this machine',
    async (authorization) => {
      const answer = await guarded.request('/metrics', { headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="metrics"');
      expect(answer.text).not.toContain('process_');
    },
  );
});
