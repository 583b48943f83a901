import { pino } from 'pino';
import { MemoryStore } from '../../../src/quotas/memory-store.js';
import { CallStore } from '../../../src/resolvers/field-limits/call-store.js';
import { FieldLimiter } from '../../../src/resolvers/field-limits/field-limiter.js';
import { fieldLimits } from '../../../src/schema/field-limits.js';
import { createApp } from '../../../src/server/app.js';
import { type StoppedClock, stopClock } from '../../support/clock.js';
import { type Answer, type Gateway, startGateway } from '../../support/gateway.js';
import { onlyError } from '../expectations.js';

const { max } = fieldLimits.productText;

let gateway: Gateway;
let organization: string;
let key: string;

beforeAll(async () => {
  gateway = await startGateway({ trustProxy: ['127.0.0.1'] });
  organization = await gateway.fixtures.organization();
  await gateway.fixtures.product(organization, { name: 'Oat Drink' });
});
beforeEach(async () => {
  key = await gateway.fixtures.key(organization);
});
afterAll(() => gateway.close());

const FIELD = 'products(first: 0, filter: { text: "oat" }) { pageInfo { hasNextPage } }';
const search = (): Promise<Answer> => gateway.graphql(`{ ${FIELD} }`, { key });

/** Searches that one operation may cost. */
const MAX_IN_OPERATION = 60;

/** As many searches by few operations, one after the other; the answer has the errors of all. */
async function searches(count: number): Promise<Answer> {
  const errors: unknown[] = [];
  for (let left = count; ; left -= MAX_IN_OPERATION) {
    const fields = Array.from({ length: Math.min(left, MAX_IN_OPERATION) }, (_, n) => `a${n}: ${FIELD}`);
    const answer = await gateway.graphql(`{ ${fields.join(' ')} }`, { key });
    errors.push(...(answer.body.errors ?? []));
    if (left <= MAX_IN_OPERATION) {
      return { ...answer, body: { ...answer.body, errors: errors.length > 0 ? errors : undefined } };
    }
  }
}

function expectPassed({ body }: Answer): void {
  expect(body.errors).toBeUndefined();
}

function expectRefused(answer: Answer): void {
  expect(onlyError(answer).extensions.code).toBe('RATE_LIMITED');
}

describe('a search for text', () => {
  it('beyond the limit is an error of its field, with HTTP status 200', async () => {
    expectPassed(await searches(max));
    const answer = await search();
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ products: null });
    expect(onlyError(answer)).toMatchObject({
      path: ['products'],
      extensions: {
        code: 'RATE_LIMITED',
        status: 429,
        problem: { error_code: 'rate_limited', retryable: true, retry_after: expect.any(Number) },
      },
    });
  });

  it('counts once for each alias', async () => {
    expectPassed(await searches(max - 1));
    expectPassed(await search());
    expectRefused(await search());
  });

  it('passes exactly as often as the limit says, of more at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: max + 50 }, search));
    expect(answers.filter(({ body }) => body.errors === undefined)).toHaveLength(max);
  });

  it('without words is none and does not count', async () => {
    for (const text of ['', ' ', '-']) {
      const field = `products(first: 0, filter: { text: "${text}" }) { pageInfo { hasNextPage } }`;
      const fields = Array.from({ length: 20 }, (_, n) => `a${n}: ${field}`).join(' ');
      for (let i = 0; i < 2; i++) expectPassed(await gateway.graphql(`{ ${fields} }`, { key }));
    }
    expectPassed(await searches(max));
  });

  it('by a publishable key is counted for each address by itself', async () => {
    key = await gateway.fixtures.key(organization, { type: 'cpk' });
    const from = (address: string) =>
      gateway.request('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key, 'x-forwarded-for': address },
        body: JSON.stringify({ query: `{ ${FIELD} }` }),
      });
    expectPassed(await searches(max));
    expectRefused(await search());
    expectPassed(await from('203.0.113.7'));
  });

  it('through a session counts on the key that opened it', async () => {
    const opened = await gateway.request('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ api_key: key }),
    });
    const [cookie = ''] = opened.headers.getSetCookie()[0]?.split(';') ?? [];
    expectPassed(await searches(max));
    const answer = await gateway.request('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
      body: JSON.stringify({ query: `{ ${FIELD} }` }),
    });
    expectRefused(answer);
  });
});

describe('once an operation has had more searches than the limit', () => {
  let clock: StoppedClock;
  let spent: string;

  beforeAll(async () => {
    clock = stopClock();
    spent = await gateway.fixtures.key(organization);
    key = spent;
    expectRefused(await searches(max + 1));
  });
  beforeEach(() => {
    key = spent;
  });
  afterAll(() => clock.release());

  it('a search is refused', async () => {
    expectRefused(await search());
  });

  it('a search by another key passes', async () => {
    key = await gateway.fixtures.key(organization);
    expectPassed(await search());
  });

  it('a search that another instance counts passes', async () => {
    const app = await createApp({
      database: gateway.database,
      introspection: 'public',
      quotaStore: new MemoryStore(),
      log: pino({ level: 'silent' }),
    });
    const answer = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'x-api-key': key },
      payload: { query: `{ ${FIELD} }` },
    });
    await app.close();
    expect(answer.json()).toMatchObject({ data: { products: {} } });
  });

  it('a refused search costs a request of the quota', async () => {
    const before = await search();
    const after = await search();
    const remaining = ({ headers }: Answer) => Number(headers.get('ratelimit-remaining'));
    expect(remaining(before) - remaining(after)).toBe(1);
    expect(after.headers.get('retry-after')).toBeNull();
  });

  it.each([
    ['without a filter', 'products { pageInfo { hasNextPage } }'],
    ['with text null', 'products(filter: { text: null }) { pageInfo { hasNextPage } }'],
    ['with other filters', 'products(filter: { brand: "Meadow" }) { pageInfo { hasNextPage } }'],
  ])('products %s are no search and pass', async (_, field) => {
    expectPassed(await gateway.graphql(`{ ${field} }`, { key }));
  });
});

describe('while time passes', () => {
  let clock: StoppedClock;
  beforeEach(() => {
    clock = stopClock();
  });
  afterEach(() => clock.release());

  const retryAfter = (answer: Answer): number => onlyError(answer).extensions.problem.retry_after;

  it('a search leaves the window a minute after it was made', async () => {
    expectPassed(await search());
    clock.advance(10);
    expectPassed(await searches(max - 1));
    clock.advance(49);
    expectRefused(await search());
    clock.advance(1);
    expectPassed(await search());
    expectRefused(await search());
  });

  it('retry_after is the time until the oldest search leaves the window', async () => {
    expectPassed(await search());
    clock.advance(10);
    expectPassed(await searches(max - 1));
    expect(retryAfter(await search())).toBe(50);
    clock.advance(20.5);
    expect(retryAfter(await search())).toBe(30);
    clock.advance(29.5);
    expectPassed(await search());
    expect(retryAfter(await search())).toBe(10);
  });

  it('refused searches do not count', async () => {
    expectPassed(await searches(max));
    clock.advance(30);
    expectRefused(await search());
    clock.advance(30);
    expectPassed(await searches(max));
  });
});

describe('the descriptions', () => {
  it.each([
    ['the field', '{ __type(name: "Query") { members: fields { name description } } }', 'products'],
    ['the filter', '{ __type(name: "ProductFilter") { members: inputFields { name description } } }', 'text'],
  ])('name the limit: %s', async (_, query, name) => {
    const { body } = await gateway.graphql(query);
    const member = body.data.__type.members.find((one: { name: string }) => one.name === name);
    expect(member.description).toContain(`${max} times a minute`);
  });
});

describe('the memory of calls', () => {
  it('holds no more callers than its maximum', async () => {
    const store = new CallStore(100);
    const limiter = new FieldLimiter(fieldLimits, store);
    for (let n = 0; n < 1_000; n++) await limiter.count('productText', `key.${n}`);
    expect(store.size).toBe(100);
  });

  it('keeps no more calls of a caller than the limit', async () => {
    const store = new CallStore();
    const limiter = new FieldLimiter(fieldLimits, store);
    const calls = Array.from({ length: 1_000 }, () => limiter.count('productText', 'key.a'));
    await Promise.allSettled(calls);
    const kept = store.getForIdentity({ contextIdentity: 'key.a', fieldIdentity: 'productText' });
    expect(kept).toHaveLength(max);
  });
});

describe('a limit that cannot be counted stops the start', () => {
  it.each([
    ['0 calls', { max: 0, seconds: 60 }],
    ['half a call', { max: 0.5, seconds: 60 }],
    ['no window', { max: 30, seconds: 0 }],
    ['a window that is no number', { max: 30, seconds: Number('1m') }],
  ])('%s', (_, productText) => {
    expect(() => new FieldLimiter({ productText })).toThrow('The limit productText of a field');
  });
});
