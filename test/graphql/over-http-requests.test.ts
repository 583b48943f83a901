import { shortId } from '../../src/codecs/short-id.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, success } from './expectations.js';
import { PLAIN, RESPONSE, requestsOf } from './http-requests.js';

const ASSIGN = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';

let gateway: Gateway;
let organization: string;
let key: string;
let post: ReturnType<typeof requestsOf>['post'];
let get: ReturnType<typeof requestsOf>['get'];

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  ({ post, get } = requestsOf(gateway, key));
});
afterAll(() => gateway.close());

/** A request that was not even taken for GraphQL: the form of GraphQL errors, without data. */
function expectRefusal(answer: Answer, status: number, code: string): any {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe(PLAIN);
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(Object.keys(answer.body)).toEqual(['errors']);
  const error = onlyError(answer);
  expect(error.extensions).toMatchObject({ code, status });
  return error;
}

describe('a body that is no GraphQL request', () => {
  it.each([
    ['broken JSON', '{'],
    ['JSON with a comma too many', '{"query": "{ __typename }",}'],
    ['nothing', ''],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"{ __typename }"'],
    ['an empty object', {}],
    ['no query', { variables: {} }],
    ['an empty query', { query: '' }],
    ['a query that is no text', { query: 5 }],
    ['variables as a text', { query: '{ __typename }', variables: '{}' }],
    ['variables as a list', { query: '{ __typename }', variables: [] }],
    ['an operation name that is no text', { query: '{ __typename }', operationName: 5 }],
    ['extensions as a text', { query: '{ __typename }', extensions: '{}' }],
    ['a batch', [{ query: '{ __typename }' }, { query: '{ __typename }' }]],
    ['an empty batch', []],
  ])('is 400: %s', async (_, body) => {
    const { extensions } = expectRefusal(await post(body), 400, 'BAD_REQUEST');
    expect(extensions.problem.error_code).toBe('bad_request');
  });

  it('may leave out or null whatever is optional', async () => {
    const body = {
      query: '{ __typename }',
      variables: null,
      operationName: null,
      extensions: null,
      other: 1,
    };
    expect((await post(body)).body).toEqual(success({ __typename: 'Query' }));
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=utf-16',
    'nonsense',
  ])('is 415 as %s', async (contentType) => {
    const answer = await post({ query: '{ __typename }' }, { 'content-type': contentType });
    expectRefusal(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('is 413 beyond 512 KB, whatever its type', async () => {
    const body = JSON.stringify({ query: `# ${'x'.repeat(512 * 1024)}` });
    for (const contentType of ['application/json', 'text/plain']) {
      const { extensions } = expectRefusal(
        await post(body, { 'content-type': contentType }),
        413,
        'PAYLOAD_TOO_LARGE',
      );
      expect(extensions.problem.error_code).toBe('payload_too_large');
    }
  });

  it('is refused in the type of GraphQL where that is wanted', async () => {
    const accept = 'application/graphql-response+json';
    for (const [headers, status] of [
      [{ accept }, 400],
      [{ accept, 'content-type': 'text/plain' }, 415],
    ] as const) {
      const answer = await post('{', headers);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, RESPONSE]);
    }
  });
});

describe('automatic persisted queries', () => {
  const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
  it.each([
    ['asked for by hash', { extensions: { persistedQuery } }],
    ['registered', { query: '{ __typename }', extensions: { persistedQuery } }],
  ])('are off: %s', async (_, body) => {
    const answer = await post(body);
    expect(answer.body).not.toHaveProperty('data');
    expect(onlyError(answer)).toMatchObject({
      message: 'PersistedQueryNotSupported',
      extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', status: 400 },
    });
  });
});

describe('GET /graphql', () => {
  const query = 'query A($first: Int) { claims(first: $first) { nodes { code } } } query B { __typename }';

  it('answers queries, with variables and a name', async () => {
    const answer = await get({ query, operationName: 'A', variables: '{"first": 0}' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(success({ claims: { nodes: [] } }));
  });

  it.each([{ 'apollo-require-preflight': '' }, { 'x-apollo-operation-name': 'B' }, {}])(
    'takes %j together with a content type that only scripts can send',
    async (headers) => {
      const answer = await gateway.request(`/graphql?${new URLSearchParams({ query, operationName: 'B' })}`, {
        headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
      });
      expect(answer.body).toEqual(success({ __typename: 'Query' }));
    },
  );

  it('is blocked where any site could make a browser send it', async () => {
    const path = `/graphql?${new URLSearchParams({ query, operationName: 'B' })}`;
    const session = await gateway.request('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ api_key: key }),
    });
    const cookie = /^sessionid=[^;]+/.exec(session.headers.get('set-cookie') ?? '')?.[0] as string;
    for (const headers of [{ cookie }, {}]) {
      const answer = await gateway.request(path, { headers });
      expect(expectRefusal(answer, 400, 'BAD_REQUEST').message).toContain('Cross-Site Request Forgery');
    }
  });

  it('takes a credential in a header for a sign of a script, whatever else is missing', async () => {
    const answer = await gateway.request(`/graphql?${new URLSearchParams({ query, operationName: 'B' })}`, {
      headers: { 'x-api-key': key },
    });
    expect(answer.body).toEqual(success({ __typename: 'Query' }));
  });

  it('never runs a mutation: 405 with Allow', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claimId = shortId(await gateway.fixtures.claim('BY_GET'));
    const before = await gateway.fixtures.count('claim_assignment');
    const answer = await get({ query: ASSIGN, variables: JSON.stringify({ input: { gtin, claimId } }) });
    const { extensions } = expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(extensions.problem.error_code).toBe('method_not_allowed');
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await gateway.fixtures.count('claim_assignment')).toBe(before);
  });

  it.each<[string, Record<string, string>]>([
    ['no query', {}],
    ['broken variables', { query: '{ __typename }', variables: '{' }],
    ['variables that are no object', { query: '{ __typename }', variables: '[]' }],
  ])('is 400: %s', async (_, parameters) => {
    expectRefusal(await get(parameters), 400, 'BAD_REQUEST');
  });

  it('is 400 when the query is given twice', async () => {
    const answer = await gateway.request('/graphql?query={__typename}&query={__typename}', {
      headers: { 'x-api-key': key, 'apollo-require-preflight': '1' },
    });
    expectRefusal(answer, 400, 'BAD_REQUEST');
  });

  it('is 415 with the content type of something else', async () => {
    const answer = await get({ query: '{ __typename }' }, { 'content-type': 'text/xml' });
    expectRefusal(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('tells document faults as POST does', async () => {
    expect((await get({ query: '{' })).status).toBe(200);
    expect((await get({ query: '{' }, { accept: 'application/graphql-response+json' })).status).toBe(400);
  });

  it('wants a credential as POST does', async () => {
    const answer = await get({ query: '{ claims { totalCount } }' }, { 'x-api-key': 'wrong' });
    expectRefusal(answer, 401, 'UNAUTHENTICATED');
  });
});

describe('other methods', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is 405 with Allow', async (method) => {
    const answer = await gateway.request('/graphql', { method, headers: { 'x-api-key': key } });
    expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });
});
