import { type Answer, type Gateway, startGateway } from '../support/gateway.js';
import { rawExchange } from '../support/raw-exchange.js';
import { shareGateway } from '../support/shared-gateway.js';

const REST = '/certifications/api/v1';
const SHOP = 'https://shop.example';
const CREDENTIALS = 'X-API-Key, Authorization, Cookie';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

const get = (path: string, headers: Record<string, string> = {}) => gateway.request(path, { headers });
const withKey = (path: string, method = 'GET') =>
  gateway.request(path, { method, headers: { 'x-api-key': key } });

/** A request over a quota of one. */
async function overQuota(path: string): Promise<Answer> {
  const spent = await gateway.fixtures.key(await gateway.fixtures.organization(), { perMinute: 1 });
  const headers = { 'x-api-key': spent, 'apollo-require-preflight': '1' };
  await get(`${REST}/claims`, headers);
  return get(path, headers);
}

const ofApis: [string, number, string, () => Promise<Answer>][] = [
  ['a REST operation', 200, CREDENTIALS, () => withKey(`${REST}/claims`)],
  ['a REST operation without credential', 401, CREDENTIALS, () => get(`${REST}/claims`)],
  ['a REST operation over quota', 429, CREDENTIALS, () => overQuota(`${REST}/claims`)],
  ['an unknown product', 404, CREDENTIALS, () => withKey(`${REST}/products/00000000000000/claims`)],
  ['an unknown path of the REST API', 404, CREDENTIALS, () => withKey(`${REST}/unknown`)],
  ['another method of a REST path', 405, CREDENTIALS, () => withKey(`${REST}/claims`, 'PUT')],
  ['another method of the OpenAPI document', 405, CREDENTIALS, () => withKey(`${REST}/openapi.json`, 'PUT')],
  ['a path that is not decodable', 400, CREDENTIALS, () => withKey(`${REST}/claims/%zz`)],
  [
    'a GraphQL operation',
    200,
    `Accept, ${CREDENTIALS}`,
    () => gateway.graphql('{ viewer { role } }', { key }),
  ],
  ['an invalid document', 200, `Accept, ${CREDENTIALS}`, () => gateway.graphql('{', { key })],
  [
    'an operation without credential',
    401,
    `Accept, ${CREDENTIALS}`,
    () => gateway.graphql('{ viewer { role } }'),
  ],
  [
    'an operation over quota',
    429,
    `Accept, ${CREDENTIALS}`,
    () => overQuota('/graphql?query=%7B__typename%7D'),
  ],
  ['another method of GraphQL', 405, `Accept, ${CREDENTIALS}`, () => withKey('/graphql', 'PUT')],
  [
    'the redirection to the explorer',
    303,
    `Accept, ${CREDENTIALS}`,
    () => get('/graphql', { accept: 'text/html' }),
  ],
  ['the session', 200, CREDENTIALS, () => get('/session')],
  ['a sign-in without a body', 400, CREDENTIALS, () => withKey('/session', 'POST')],
  ['another method of the session', 405, CREDENTIALS, () => withKey('/session', 'PUT')],
  ['an unknown sign-in link', 404, CREDENTIALS, () => get('/session/link/x')],
];

describe.each(ofApis)('the response to %s (%i)', (_, status, vary, send) => {
  let answer: Answer;
  beforeAll(async () => {
    answer = await send();
  });

  it('has that status', () => expect(answer.status).toBe(status));

  it('is stored by no cache', () => {
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it('names the request headers that it depends on', () => {
    expect(answer.headers.get('vary')).toBe(vary);
  });
});

it.each([
  ['/', 'no-cache'],
  ['/graphiql', 'no-cache'],
  ['/favicon.ico', 'public, max-age=86400'],
  [`${REST}/openapi.json`, null],
  ['/.well-known/api-catalog', null],
  ['/healthz', null],
  ['/unknown', null],
])('%s keeps its own Cache-Control', async (path, expected) => {
  expect((await get(path)).headers.get('cache-control')).toBe(expected);
});

describe('where origins are listed', () => {
  let open: Gateway;
  beforeAll(async () => {
    open = await startGateway({ corsOrigins: [SHOP] });
  });
  afterAll(() => open.close());

  it('Vary names Origin beside the credentials', async () => {
    const { headers } = await open.request(`${REST}/claims`, { headers: { origin: SHOP } });
    expect(headers.get('vary')).toBe(`Origin, ${CREDENTIALS}`);
  });

  it('a preflight is stored by no cache', async () => {
    const headers = { origin: SHOP, 'access-control-request-method': 'POST' };
    const answer = await open.request('/graphql', { method: 'OPTIONS', headers });
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });
});

/** The headers of a response that is read to its end. */
async function read(url: string, init?: RequestInit): Promise<{ headers: Headers }> {
  const response = await fetch(url, init);
  await response.text();
  return response;
}

const responses: [string, (url: string) => Promise<{ headers: Headers }>][] = [
  ...['/', '/healthz', '/readyz', '/metrics', '/favicon.ico', '/graphql', '/session', '/unknown', '/%zz'].map(
    (path): (typeof responses)[number] => [path, (url) => read(url + path)],
  ),
  ['a REST operation', (url) => read(`${url}${REST}/claims`)],
  ['the OpenAPI document', (url) => read(`${url}${REST}/openapi.json`)],
  [
    'a redirection',
    (url) => read(`${url}/graphql`, { redirect: 'manual', headers: { accept: 'text/html' } }),
  ],
  ['a page that has not changed', (url) => read(url, { headers: { 'if-none-match': '*' } })],
  ['an invalid Host', (url) => rawExchange(url, ['GET / HTTP/1.1', 'Host: a b', 'Connection: close'])],
  ['bytes that are no HTTP', (url) => rawExchange(url, ['hello'])],
];

describe.each(responses)('the response to %s', (_, send) => {
  it('forbids guessing another media type', async () => {
    expect((await send(gateway.url)).headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keeps its URL from other sites', async () => {
    expect((await send(gateway.url)).headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe.each([
  ['https://claims.example', 'max-age=31536000'],
  ['http://claims.example', null],
  [undefined, null],
])('with the public URL %s', (publicUrl, expected) => {
  let at: Gateway;
  beforeAll(async () => {
    at = await startGateway({ publicUrl });
  });
  afterAll(() => at.close());

  it.each(responses)(`Strict-Transport-Security of %s is ${expected}`, async (_, send) => {
    expect((await send(at.url)).headers.get('strict-transport-security')).toBe(expected);
  });
});
