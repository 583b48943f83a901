import type { Gateway } from '../support/gateway.js';
import { type RawResponse, rawExchange } from '../support/raw-exchange.js';
import { shareGateway } from '../support/shared-gateway.js';

const REST = '/certifications/api/v1';

let gateway: Gateway;
let key: string;
let shortId: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
  await gateway.fixtures.claim('VEGAN');
  shortId = (await gateway.rest('GET', '/claims', { key })).body.data[0].id;
});
afterAll(() => gateway.close());

/** Sends a request target byte for byte, with a valid key. */
const send = (target: string, method = 'GET'): Promise<RawResponse> =>
  rawExchange(gateway.url, [
    `${method} ${target} HTTP/1.1`,
    'Host: localhost',
    `X-API-Key: ${key}`,
    'Connection: close',
  ]);

const encoded = (character: string) => `%${character.charCodeAt(0).toString(16)}`;

describe('a target that a proxy could read as another path is an unknown path', () => {
  it.each([
    ['an encoded letter', '/%6detrics'],
    ['an encoded letter in upper-case hexadecimal digits', '/%6Detrics'],
    ['a path that is encoded whole', `/${[...'metrics'].map(encoded).join('')}`],
    ['an encoded letter of the GraphQL API', '/%67raphql?query=%7B__typename%7D'],
    ['an encoded letter of a page', '/graphi%71l'],
    ['an encoded letter of the session', '/%73ession'],
    ['an encoded letter below the REST base', `${REST}/%63laims`],
    ['an encoded letter of the REST base', '/%63ertifications/api/v1/claims'],
    ['an encoded digit of the REST base', '/certifications/api/v%31/claims'],
    ['an encoded full stop', '/%2ewell-known/api-catalog'],
    ['an encoded hyphen', '/.well-known/api%2Dcatalog'],
    ['a letter that is encoded twice', '/%256detrics'],
    ['an encoded slash', '/certifications%2fapi%2fv1%2fclaims'],
    ['two slashes', '//metrics'],
    ['two slashes below the REST base', `${REST}//claims`],
    ['a segment of one full stop', '/./metrics'],
    ['a segment of two full stops', '/assets/../metrics'],
    ['encoded full stops', '/assets/%2e%2e/metrics'],
    ['a backslash', '/\\metrics'],
    ['path parameters', '/metrics;x=1'],
    ['an encoded semicolon', '/metrics%3bx'],
    ['an encoded question mark', '/metrics%3fx'],
    ['an encoded space', '/metrics%20'],
    ['an encoded NUL', '/metrics%00'],
    ['letters of the other case', '/METRICS'],
    ['a fragment', '/metrics#x'],
    ['a fragment before a query', '/graphql#?query=%7B__typename%7D'],
    ['another character than the slash at its beginning', '*metrics'],
    ['nothing but an asterisk', '*'],
    ['another scheme', 'ftp://localhost/metrics'],
    ['an authority that is empty', 'http:///metrics'],
    ['an authority with user information', 'http://user@localhost/metrics'],
    ['an encoded letter behind an authority', 'http://localhost/%6detrics'],
    ['a fragment behind an authority', 'http://localhost/metrics#x'],
  ])('%s', async (_, target) => {
    const { status, body } = await send(target);
    expect([status, body?.detail]).toEqual([404, 'The requested resource was not found.']);
  });

  it.each(['POST', 'DELETE', 'OPTIONS'])('for %s as well', async (method) => {
    expect((await send('/%67raphql', method)).status).toBe(404);
  });

  it.each([
    ['an id', () => `${REST}/claims/${encoded(shortId.charAt(0))}${shortId.slice(1)}`],
    ['a GTIN', () => `${REST}/products/%30952000000001/claims`],
  ])('in %s of the path', async (_, target) => {
    const { status, body } = await send(target());
    expect([status, body?.detail]).toEqual([404, 'The requested resource was not found.']);
  });
});

describe('an unknown path that is encoded', () => {
  it.each(['/%63ertifications/api/v1/claims', `${REST}/%63laims`, `${REST}/claims#x`, '/%67raphql'])(
    'counts as the one that it decodes to: %s',
    async (target) => {
      const before = Number((await send(`${REST}/unknown`)).headers.get('ratelimit-remaining'));
      expect((await send(target)).headers.get('ratelimit-remaining')).toBe(String(before - 1));
    },
  );

  it('does not count elsewhere', async () => {
    expect((await send('/%6detrics')).headers.get('ratelimit-remaining')).toBeNull();
  });

  it('is logged without its URL', async () => {
    await send('/%75nknown-%70ath');
    expect(JSON.stringify(gateway.log)).not.toMatch(/nknown-/);
    expect(gateway.log).toContainEqual(expect.objectContaining({ msg: 'request', route: 'unmatched' }));
  });
});

describe('a target in absolute-form (RFC 9112, section 3.2.2)', () => {
  it.each([
    ['http://localhost/healthz', 200],
    ['HTTPS://claims.example:443/healthz', 200],
    ['http://localhost', 200],
    [`http://localhost${REST}/claims`, 200],
    ['http://localhost/graphql?query=%7B__typename%7D', 200],
  ])('is routed by its path: %s', async (target, status) => {
    expect((await send(target)).status).toBe(status);
  });

  it('counts by its path', async () => {
    const { headers } = await send(`http://localhost${REST}/unknown`);
    expect(headers.get('ratelimit-remaining')).not.toBeNull();
  });

  it('gets the errors of the API of its path', async () => {
    const { body } = await send('http://localhost/graphql?query=%7B');
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });
});

it('characters that are reserved may be encoded in a parameter', async () => {
  const { status, body } = await send(`${REST}/claims/%2f`);
  expect([status, body.details[0].loc]).toEqual([422, ['path', 'id']]);
});

it('a path that is not validly encoded stays a 400, encoded letters or not', async () => {
  expect((await send('/%6detrics/%zz')).status).toBe(400);
});
