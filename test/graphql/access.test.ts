import { type Answer, type Gateway, startGateway } from '../support/gateway.js';
import { onlyError, success } from './expectations.js';

const INTROSPECTION = '{ __schema { queryType { name } } }';
const INTROSPECTED = success({ __schema: { queryType: { name: 'Query' } } });

/** A gateway with one key and one product that only callers with a key may see. */
async function start(introspection: 'public' | 'authenticated' | 'off') {
  const gateway = await startGateway({ introspection });
  const organization = await gateway.fixtures.organization();
  const key = await gateway.fixtures.key(organization, { role: 'readonly' });
  await gateway.fixtures.product(organization, { name: 'A product' });
  return { gateway, key };
}

/** The whole request ends with 401: no data, a challenge, one error without a path. */
function expectUnauthorized(answer: Answer, detail: RegExp): void {
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('www-authenticate')).toBe(
    'ApiKey realm="claims", header="X-API-Key", Bearer realm="claims"',
  );
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(Object.keys(answer.body)).toEqual(['errors']);
  const error = onlyError(answer);
  expect(error).not.toHaveProperty('path');
  expect(error.message).toMatch(detail);
  expect(error.extensions).toMatchObject({
    code: 'UNAUTHENTICATED',
    status: 401,
    problem: { error_code: 'unauthorized', title: 'Unauthorized', retryable: false },
  });
}
const MISSING = /^A credential is required/;
const WRONG = /^The credential is not valid\.$/;

const withData: [string, string][] = [
  ['a field', '{ products { totalCount } }'],
  ['node', '{ node(id: "x") { id } }'],
  ['an alias', '{ __schema: products { totalCount } }'],
  ['a field beside introspection', '{ __schema { queryType { name } } products { totalCount } }'],
  ['an inline fragment', '{ __typename ... on Query { products { totalCount } } }'],
  ['an inline fragment without a type', '{ __typename ... { products { totalCount } } }'],
  ['a named fragment', '{ __typename ...Hidden } fragment Hidden on Query { products { totalCount } }'],
  [
    'nested fragments',
    '{ __typename ...A } fragment A on Query { __typename ...B } fragment B on Query { ... { claims { totalCount } } }',
  ],
  [
    'a fragment that is spread twice',
    '{ ...A ...A } fragment A on Query { __typename products { totalCount } }',
  ],
  ['a skipped field', '{ __typename products @skip(if: true) { totalCount } }'],
  [
    'a mutation',
    'mutation { assignClaim(input: { gtin: "09520000000001", claimId: "x" }) { assignment { id } } }',
  ],
];

describe('introspection for the public', () => {
  let gateway: Gateway;
  let key: string;
  beforeAll(async () => {
    ({ gateway, key } = await start('public'));
  });
  afterAll(() => gateway.close());

  it.each([
    ['__schema', INTROSPECTION],
    ['__type', '{ __type(name: "Product") { name fields { name } } }'],
    ['__typename', '{ __typename }'],
    ['__typename of mutations', 'mutation { __typename }'],
    [
      'a fragment over them',
      'query { ...A } fragment A on Query { ... { s: __schema { description } } __typename }',
    ],
  ])('answers %s to callers without a credential', async (_, query) => {
    const answer = await gateway.graphql(query);
    expect(answer.status).toBe(200);
    expect(answer.body.errors).toBeUndefined();
  });

  it('describes every type, field, argument and value', async () => {
    const { body } = await gateway.graphql(
      `{ __schema { types { name description
        fields { name description args { name description } }
        inputFields { name description } enumValues { name description } } } }`,
    );
    const undescribed: string[] = [];
    for (const type of body.data.__schema.types) {
      if (type.name.startsWith('__')) continue;
      const members = [type.fields, type.inputFields, type.enumValues].flatMap((list) => list ?? []);
      const all = [...members, ...members.flatMap((member: any) => member.args ?? [])];
      if (!type.description && type.name !== 'Query' && type.name !== 'Mutation') undescribed.push(type.name);
      for (const { name, description } of all) if (!description) undescribed.push(`${type.name}.${name}`);
    }
    expect(undescribed).toEqual([]);
  });

  it.each(withData)('ends a request without a credential that asks for data: %s', async (_, query) => {
    expectUnauthorized(await gateway.graphql(query), MISSING);
  });

  it('looks at the operation that is meant', async () => {
    const document = `query Open ${INTROSPECTION} query Closed { products { totalCount } }`;
    expect((await gateway.graphql(document, { operationName: 'Open' })).body).toEqual(INTROSPECTED);
    expectUnauthorized(await gateway.graphql(document, { operationName: 'Closed' }), MISSING);
    expectUnauthorized(await gateway.graphql(document), MISSING);
  });

  it('tells a caller the same whether the document is met for the first time or again', async () => {
    const document = '{ products { nodes { name } } }';
    for (let i = 0; i < 2; i++) {
      expectUnauthorized(await gateway.graphql(document), MISSING);
      const { body } = await gateway.graphql(document, { key });
      expect(body.data.products.nodes).toEqual([{ name: 'A product' }]);
    }
  });

  it('refuses a wrong key, even for introspection', async () => {
    const organization = await gateway.fixtures.organization();
    const expired = await gateway.fixtures.key(organization, { expiresAt: new Date(Date.now() - 1_000) });
    for (const wrong of [gateway.fixtures.unknownKey(), expired, 'x', '', `${key}x`, key.toUpperCase()]) {
      expectUnauthorized(await gateway.graphql(INTROSPECTION, { key: wrong }), WRONG);
      expectUnauthorized(await gateway.graphql('{ products { totalCount } }', { key: wrong }), WRONG);
    }
  });

  it('refuses a wrong key before anything else about the request', async () => {
    const headers = { 'x-api-key': gateway.fixtures.unknownKey(), 'content-type': 'text/plain' };
    const answer = await gateway.request('/graphql', { method: 'POST', headers, body: '{' });
    expectUnauthorized(answer, WRONG);
  });

  it('never repeats the key', async () => {
    const wrong = gateway.fixtures.unknownKey();
    const answer = await gateway.graphql(INTROSPECTION, { key: wrong });
    expect(answer.text).not.toContain(wrong);
    expect(JSON.stringify(gateway.log)).not.toContain(wrong);
  });

  it('helps with suggestions', async () => {
    const answer = await gateway.graphql('{ product { id } produkts { totalCount } }', { key });
    expect(answer.text).toContain('Did you mean');
  });
});

describe('introspection for callers with a credential', () => {
  let gateway: Gateway;
  let key: string;
  beforeAll(async () => {
    ({ gateway, key } = await start('authenticated'));
  });
  afterAll(() => gateway.close());

  it('answers them', async () => {
    expect((await gateway.graphql(INTROSPECTION, { key })).body).toEqual(INTROSPECTED);
  });

  it.each([['introspection', INTROSPECTION], ['__typename', '{ __typename }'], ...withData])(
    'ends a request without a credential: %s',
    async (_, query) => {
      expectUnauthorized(await gateway.graphql(query), MISSING);
    },
  );

  it('makes no suggestions', async () => {
    const answer = await gateway.graphql('{ produkts { totalCount } }', { key });
    expect(onlyError(answer).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(answer.text).not.toContain('Did you mean');
  });
});

describe('introspection that is switched off', () => {
  let gateway: Gateway;
  let key: string;
  beforeAll(async () => {
    ({ gateway, key } = await start('off'));
  });
  afterAll(() => gateway.close());

  it.each([
    ['__schema', INTROSPECTION],
    ['__type', '{ __type(name: "Product") { name } }'],
    ['introspection beside data', '{ products { totalCount } s: __schema { description } }'],
    ['introspection in a fragment', '{ ...A } fragment A on Query { ... { __schema { description } } }'],
  ])('is forbidden to every caller: %s', async (_, query) => {
    const answer = await gateway.graphql(query, { key });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toHaveProperty('data');
    expect(onlyError(answer).extensions).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    expectUnauthorized(await gateway.graphql(query), MISSING);
  });

  it('leaves data and __typename alone', async () => {
    const answer = await gateway.graphql('{ __typename products { totalCount } }', { key });
    expect(answer.body).toEqual(success({ __typename: 'Query', products: { totalCount: 1 } }));
  });

  it('makes no suggestions', async () => {
    expect((await gateway.graphql('{ produkts { totalCount } }', { key })).text).not.toContain(
      'Did you mean',
    );
  });
});
