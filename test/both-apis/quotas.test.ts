import { type StoppedClock, stopClock } from '../support/clock.js';
import type { KeyValues } from '../support/fixtures.js';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let clock: StoppedClock;
let organization: string;
let claim: string;

beforeAll(async () => {
  clock = stopClock();
  gateway = await startGateway();
  organization = await gateway.fixtures.organization();
  claim = await gateway.fixtures.claim('VEGAN');
});
afterAll(async () => {
  await gateway.close();
  clock.release();
});

const key = (values: KeyValues) => gateway.fixtures.key(organization, values);
const get = (k: string) => gateway.rest('GET', '/claims', { key: k });
const ask = (k: string, query = '{ viewer { role } }') => gateway.graphql(query, { key: k });

async function spend(k: string, times: number): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, () => get(k)));
}

function quota({ headers }: Answer) {
  return {
    policy: headers.get('ratelimit-policy'),
    limit: headers.get('ratelimit-limit'),
    remaining: headers.get('ratelimit-remaining'),
    reset: headers.get('ratelimit-reset'),
  };
}

describe('the headers of a quota', () => {
  it('tell both windows, and what is left in the shorter one', async () => {
    const k = await key({ perMinute: 0, perDay: 0 });
    const answer = await get(k);
    expect(quota(answer)).toEqual({
      policy: '300;w=60, 10000;w=86400',
      limit: '300',
      remaining: '299',
      reset: '60',
    });
    expect(answer.headers.get('x-ratelimit-limit')).toBe('300');
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('299');
    expect(answer.headers.get('x-ratelimit-reset')).toBe(String(Math.ceil(clock.now() / 1000) + 60));
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  it('tell 100 a minute for a publishable key', async () => {
    const k = await key({ type: 'cpk', perMinute: 0, perDay: 0 });
    expect(quota(await get(k))).toMatchObject({ policy: '100;w=60, 10000;w=86400', remaining: '99' });
  });

  it("tell a key's own figures", async () => {
    const k = await key({ perMinute: 7, perDay: 70 });
    expect(quota(await get(k))).toMatchObject({ policy: '7;w=60, 70;w=86400', limit: '7' });
  });

  it('describe the day when it has less left than the minute', async () => {
    const k = await key({ perMinute: 100, perDay: 5 });
    expect(quota(await get(k))).toMatchObject({ limit: '5', remaining: '4', reset: '86400' });
  });

  it('count down over both APIs, errors included', async () => {
    const k = await key({ perMinute: 50, perDay: 500 });
    await get(k);
    await ask(k);
    const answers = [
      await gateway.rest('GET', '/claims?page=0', { key: k }),
      await gateway.rest('GET', '/claims/x', { key: k }),
      await gateway.rest('POST', '/products/09520000000001/claims', { key: k, body: '{' }),
      await gateway.rest('DELETE', '/claims', { key: k }),
      await gateway.rest('GET', '/nothing', { key: k }),
      await gateway.rest('GET', '/products/%zz/claims', { key: k }),
      await ask(k, '{ nothing }'),
      await ask(k, '{'),
      await gateway.request('/graphql', { method: 'POST', headers: { 'x-api-key': k }, body: 'x' }),
      await gateway.request('/graphql', { method: 'DELETE', headers: { 'x-api-key': k } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 400, 405, 404, 400, 200, 200, 415, 405]);
    expect(answers.map((answer) => quota(answer).remaining)).toEqual([
      '47',
      '46',
      '45',
      '44',
      '43',
      '42',
      '41',
      '40',
      '39',
      '38',
    ]);
  });

  it('stand on answers without a body and on refusals of the body, too', async () => {
    const k = await key({ perMinute: 50, perDay: 500 });
    const headers = { 'x-api-key': k, 'content-type': 'application/json' };
    const huge = JSON.stringify({ query: 'x'.repeat(600_000) });
    const mutation = `/graphql?query=${encodeURIComponent('mutation { __typename }')}`;
    const answers = [
      await gateway.request('/certifications/api/v1/claims', { method: 'HEAD', headers }),
      await gateway.request('/graphql', { method: 'HEAD', headers }),
      await gateway.rest('POST', '/products/09520000000001/claims', { key: k, body: huge }),
      await gateway.request('/graphql', { method: 'POST', headers, body: huge }),
      await gateway.request(mutation, { headers }),
      await gateway.request('/graphql', { headers: { 'x-api-key': k } }),
      await gateway.request('/graphql', { method: 'POST', headers, body: '[]' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 405, 413, 413, 405, 400, 400]);
    expect(answers.map((answer) => quota(answer).remaining)).toEqual([
      '49',
      '48',
      '47',
      '46',
      '45',
      '44',
      '43',
    ]);
  });

  it('are absent from OPTIONS, which is not counted', async () => {
    const k = await key({ perMinute: 5, perDay: 50 });
    for (const path of ['/graphql', '/certifications/api/v1/claims', '/session']) {
      const answer = await gateway.request(path, { method: 'OPTIONS', headers: { 'x-api-key': k } });
      expect(answer.headers.get('ratelimit-limit')).toBeNull();
    }
    expect(quota(await get(k)).remaining).toBe('4');
  });

  it('are absent from what is not counted', async () => {
    const k = await key({ perMinute: 5, perDay: 50 });
    for (const path of [
      '/healthz',
      '/readyz',
      '/certifications/api/v1/openapi.json',
      '/.well-known/api-catalog',
      '/x',
    ]) {
      const answer = await gateway.request(path, { headers: { 'x-api-key': k } });
      expect(answer.headers.get('ratelimit-limit')).toBeNull();
    }
    expect(quota(await get(k)).remaining).toBe('4');
  });

  it('say the same as viewer.quotas', async () => {
    const k = await key({ perMinute: 20, perDay: 200 });
    await get(k);
    clock.advance(10);
    const answer = await ask(k, '{ viewer { quotas { window limit remaining resetsAt } } }');
    const at = (seconds: number) => new Date(clock.now() + seconds * 1000).toISOString();
    expect(answer.body.data.viewer.quotas).toEqual([
      { window: 60, limit: 20, remaining: 18, resetsAt: at(50) },
      { window: 86_400, limit: 200, remaining: 198, resetsAt: at(86_390) },
    ]);
    expect(quota(answer)).toMatchObject({ limit: '20', remaining: '18', reset: '50' });
  });

  it.each(['/graphql/x', '/certifications/api/v1/x', '/session/x'])(
    'are in the 404 of %s, which counts',
    async (path) => {
      const k = await key({ perMinute: 5 });
      const answer = await gateway.request(path, { headers: { 'x-api-key': k } });
      expect([answer.status, quota(answer).remaining]).toEqual([404, '4']);
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
    },
  );
});

describe('a spent quota', () => {
  it('lets through exactly as many concurrent requests as it has', async () => {
    const k = await key({ perMinute: 30, perDay: 300 });
    const statuses = (await spend(k, 100)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(70);
  });

  it('is a 429 with the time to wait, in the REST API', async () => {
    const k = await key({ perMinute: 2, perDay: 20 });
    await spend(k, 2);
    clock.advance(29);
    const answer = await get(k);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe('31');
    expect(quota(answer)).toMatchObject({ limit: '2', remaining: '0', reset: '31' });
    expect(answer.body).toMatchObject({
      type: 'https://closient.com/docs/errors/rate_limited',
      title: 'Rate Limited',
      status: 429,
      error_code: 'rate_limited',
      retryable: true,
      retry_after: 31,
      retry_after_seconds: 31,
    });
  });

  it('ends a whole GraphQL request with 429', async () => {
    const k = await key({ perMinute: 1, perDay: 20 });
    await get(k);
    const answer = await ask(k, '{ a: viewer { role } b: viewer { role } }');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('60');
    expect(Object.keys(answer.body)).toEqual(['errors']);
    expect(answer.body.errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      problem: { error_code: 'rate_limited', retry_after: 60 },
    });
  });

  it('comes before everything about the body', async () => {
    const k = await key({ perMinute: 1, perDay: 20 });
    await get(k);
    expect((await gateway.rest('POST', '/products/x/claims', { key: k, body: '{' })).status).toBe(429);
    expect((await ask(k, '{')).status).toBe(429);
  });

  it('is nothing to a path that does not exist', async () => {
    const k = await key({ perMinute: 1, perDay: 20 });
    await get(k);
    const answer = await gateway.rest('GET', '/nothing', { key: k });
    expect(answer.status).toBe(404);
    expect(quota(answer).remaining).toBe('0');
  });

  it('begins anew when its window has ended', async () => {
    const k = await key({ perMinute: 1, perDay: 20 });
    await get(k);
    clock.advance(59);
    expect((await get(k)).status).toBe(429);
    clock.advance(1);
    expect((await get(k)).status).toBe(200);
  });

  it('does not charge the day for what the minute refuses', async () => {
    const k = await key({ perMinute: 2, perDay: 5 });
    await spend(k, 50);
    clock.advance(60);
    const answer = await get(k);
    expect(quota(answer)).toMatchObject({ limit: '2', remaining: '1' });
    clock.advance(60);
    expect((await spend(k, 50)).filter(({ status }) => status === 200)).toHaveLength(2);
    clock.advance(60);
    const last = await get(k);
    expect(last.status).toBe(429);
    expect(quota(last)).toMatchObject({ limit: '5', remaining: '0' });
  });
});

describe('the mutations of a GraphQL request', () => {
  const assign = (gtins: readonly string[]) =>
    `mutation { ${gtins.map((gtin, i) => `m${i}: assignClaim(input: { gtin: "${gtin}", claimId: "${claim}" }) { assignment { id } }`).join(' ')} }`;
  const products = (n: number) =>
    Promise.all(Array.from({ length: n }, () => gateway.fixtures.product(organization)));

  it('count one each', async () => {
    const k = await key({ perMinute: 10, perDay: 100 });
    expect(quota(await ask(k, assign(await products(3)))).remaining).toBe('7');
  });

  it('are all refused when fewer are left, and cost nothing then', async () => {
    const k = await key({ perMinute: 4, perDay: 100 });
    await spend(k, 2);
    const before = await gateway.fixtures.count('claim_assignment_event');
    const answer = await ask(k, assign(await products(3)));
    expect(answer.status).toBe(429);
    expect(quota(answer).remaining).toBe('2');
    expect(await gateway.fixtures.count('claim_assignment_event')).toBe(before);
    expect((await ask(k, assign(await products(2)))).status).toBe(200);
  });

  it('count as one when none of them can run', async () => {
    const k = await key({ perMinute: 10, perDay: 100 });
    expect(quota(await ask(k, 'mutation { __typename }')).remaining).toBe('9');
  });
});
