import { type Gateway, startGateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const SHOP = 'https://shop.example';
const PATHS = ['/graphql', '/certifications/api/v1/claims'];

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await startGateway({ corsOrigins: [SHOP] });
  key = await gateway.fixtures.key(await gateway.fixtures.organization(), { type: 'cpk' });
});
afterAll(() => gateway.close());

const preflight = (path: string, origin: string) =>
  gateway.request(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-api-key,idempotency-key',
    },
  });

describe.each(PATHS)('a script of a listed origin at %s', (path) => {
  it('is told by the preflight that it may call with a key', async () => {
    const { status, headers } = await preflight(path, SHOP);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(headers.get('access-control-allow-methods')).toContain('POST');
    expect(headers.get('access-control-allow-headers')).toContain('x-api-key');
    expect(headers.get('access-control-allow-headers')).toContain('idempotency-key');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('ratelimit-limit')).toBeNull();
  });

  it('may read the answer and the headers that it needs, also of failures', async () => {
    const { status, headers } = await gateway.request(path, { method: 'POST', headers: { origin: SHOP } });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(headers.get('vary')).toContain('Origin');
    const exposed = headers.get('access-control-expose-headers')?.toLowerCase().split(', ');
    expect(exposed).toEqual(
      expect.arrayContaining([
        'ratelimit-remaining',
        'retry-after',
        'location',
        'x-request-id',
        'idempotency-replayed',
      ]),
    );
  });
});

it('a script of a listed origin is answered', async () => {
  const answer = await gateway.request('/certifications/api/v1/claims', {
    headers: { origin: SHOP, 'x-api-key': key },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
});

it.each(['https://evil.example', 'http://shop.example', 'https://shop.example.evil.example', 'null'])(
  'a script of %s is not allowed to read anything',
  async (origin) => {
    for (const path of PATHS) {
      expect((await preflight(path, origin)).headers.get('access-control-allow-origin')).toBeNull();
      const { headers } = await gateway.request(path, { headers: { origin, 'x-api-key': key } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  },
);

it('without listed origins nothing is said about origins', async () => {
  const closed = await shareGateway();
  try {
    const { headers } = await closed.request('/certifications/api/v1/claims', { headers: { origin: SHOP } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    const options = await closed.request('/certifications/api/v1/claims', { method: 'OPTIONS' });
    expect(options.status).toBe(405);
    expect(options.headers.get('ratelimit-limit')).toBeNull();
  } finally {
    await closed.close();
  }
});
