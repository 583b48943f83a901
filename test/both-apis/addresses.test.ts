import { request } from 'node:http';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

/** A gateway that trusts a proxy at loopback, so that tests can call from any address. */
let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await startGateway({ addressPerMinute: 3, trustProxy: ['127.0.0.1'] });
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

const from = (address: string, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.request('/certifications/api/v1/claims', { headers: { 'x-forwarded-for': address, ...headers } });

const statuses = async (times: number, send: () => Promise<Answer>) => {
  const seen: number[] = [];
  for (let i = 0; i < times; i++) seen.push((await send()).status);
  return seen;
};

describe('requests without a valid credential', () => {
  it('are 401 until their address has nothing left, then 429', async () => {
    expect(await statuses(5, () => from('192.0.2.1'))).toEqual([401, 401, 401, 429, 429]);
  });

  it('show what the address has left', async () => {
    const { headers } = await from('192.0.2.2');
    expect(headers.get('ratelimit-policy')).toBe('3;w=60');
    expect(headers.get('ratelimit-remaining')).toBe('2');
  });

  it('count on the address whatever wrong credential they show', async () => {
    const wrong = [
      { 'x-api-key': gateway.fixtures.unknownKey() },
      { authorization: 'Bearer x' },
      { cookie: `sessionid=${'A'.repeat(43)}` },
    ];
    for (const headers of wrong) expect((await from('192.0.2.3', headers)).status).toBe(401);
    expect((await from('192.0.2.3')).status).toBe(429);
  });

  it('count on the address in the GraphQL API as well, introspection included', async () => {
    const introspect = () =>
      gateway.request('/graphql?query=%7B__typename%7D', {
        headers: { 'x-forwarded-for': '192.0.2.4', 'apollo-require-preflight': '1' },
      });
    expect(await statuses(4, introspect)).toEqual([200, 200, 200, 429]);
    expect((await from('192.0.2.4')).status).toBe(429);
  });

  it('leave credentials of the same address alone that were found good before', async () => {
    await from('192.0.2.5', { 'x-api-key': key });
    await statuses(4, () => from('192.0.2.5'));
    const answer = await from('192.0.2.5', { 'x-api-key': key });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit-policy')).toMatch(/^1000000000;w=60, /);
  });

  it('count together for one /64 of IPv6', async () => {
    expect((await from('2001:db8:1:2::1')).headers.get('ratelimit-remaining')).toBe('2');
    expect((await from('2001:db8:1:2:ffff::9')).headers.get('ratelimit-remaining')).toBe('1');
    expect((await from('2001:db8:1:3::1')).headers.get('ratelimit-remaining')).toBe('2');
  });

  it('count together for an IPv4 address in either spelling', async () => {
    await from('192.0.2.6');
    expect((await from('::ffff:192.0.2.6')).headers.get('ratelimit-remaining')).toBe('1');
  });
});

/** Requests left after one of each of these, which have no credential. */
async function remainingAfter(...forwardedFor: string[]): Promise<string | null> {
  let answer: Answer | undefined;
  for (const address of forwardedFor) answer = await from(address);
  return answer?.headers.get('ratelimit-remaining') ?? null;
}

describe('a forwarded address', () => {
  it.each([
    ['an IPv4 address with different ports', '198.51.100.1:5555', '198.51.100.1:6666'],
    ['an IPv4 address with and without a port', '198.51.100.2:5555', '198.51.100.2'],
    ['an IPv4 address with and without quotes', '"198.51.100.3:5555"', '198.51.100.3'],
    ['an IPv6 address with different ports', '[2001:db8:2::1]:4711', '[2001:db8:2::1]:4712'],
    ['an IPv6 address in quotes', '"[2001:db8:3::1]:4711"', '2001:db8:3::1'],
    ['an IPv6 address in different zones', 'fe80::1%eth0', 'fe80::1%eth1'],
    ['an IPv4 address in two IPv6 forms', '::ffff:198.51.100.4', '::ffff:c633:6404'],
    ['what stands behind other text of the caller', 'x, 198.51.100.5:1', 'y, 198.51.100.5:2'],
  ])('counts together for %s', async (_, one, other) => {
    expect(await remainingAfter(one, other)).toBe('1');
  });

  it('that is no IP address counts together with all others that are none', async () => {
    const others = [
      'unknown',
      '_hidden',
      'x'.repeat(8_000),
      '1.2.3.4.5',
      'a.example',
      '"',
      '[',
      '1.2.3.4:5:6',
    ];
    expect(await statuses(4, () => from(others.pop() as string))).toEqual([401, 401, 401, 429]);
    for (const text of others) expect((await from(text)).status).toBe(429);
  });

  it('that is no IP address hides the addresses that stand before it', async () => {
    expect((await from('198.51.100.6, unknown')).status).toBe(429);
  });

  it('that is missing leaves the address of the connection', async () => {
    const answers = [await from(''), await from(' , ,')];
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['2', '1']);
  });
});

describe('a proxy', () => {
  it('is not trusted unless it is named', async () => {
    const direct = await startGateway({ addressPerMinute: 2 });
    try {
      const send = (address: string) =>
        direct.request('/certifications/api/v1/claims', { headers: { 'x-forwarded-for': address } });
      expect((await send('192.0.2.1')).status).toBe(401);
      expect((await send('192.0.2.2')).status).toBe(401);
      expect((await send('192.0.2.3')).status).toBe(429);
    } finally {
      await direct.close();
    }
  });

  it('is trusted only for the hops that it added itself', async () => {
    // What stands before an address that is not a proxy of ours was written by the caller.
    await from('203.0.113.9, 192.0.2.7');
    expect((await from('203.0.113.10, 192.0.2.7')).headers.get('ratelimit-remaining')).toBe('1');
  });
});

/** `fetch` would join or refuse such headers. */
function sendRaw(headers: string[]): Promise<number> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const path = '/certifications/api/v1/claims';
    request({ hostname, port, path, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode as number);
    })
      .on('error', reject)
      .end();
  });
}

describe('two keys in one request', () => {
  it('are no key', async () => {
    const headers = ['Host', 'localhost', 'X-Forwarded-For', '192.0.2.8'];
    expect(await sendRaw([...headers, 'X-API-Key', key, 'X-API-Key', key])).toBe(401);
  });
});
