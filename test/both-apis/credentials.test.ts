import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;
let key: string;
let statements = 0;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
  gateway.database.observer = () => {
    statements++;
  };
});
beforeEach(() => {
  statements = 0;
});
afterAll(() => gateway.close());

type Headers = Record<string, string>;

const apis: [string, (headers: Headers) => Promise<Answer>][] = [
  ['REST', (headers) => gateway.request('/certifications/api/v1/claims', { headers })],
  [
    'GraphQL',
    (headers) =>
      gateway.request('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ viewer { role } }' }),
      }),
  ],
];

/** The problem document, which the GraphQL API wraps. */
const problem = ({ body }: Answer) => body.errors?.[0].extensions.problem ?? body;

describe.each(apis)('in the %s API', (_, send) => {
  it.each(['Basic eDp5', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Negotiate'])(
    'a good key wins over Authorization: %s',
    async (authorization) => {
      const answer = await send({ 'x-api-key': key, authorization, cookie: 'sessionid=x' });
      expect(answer.status).toBe(200);
      expect(answer.body).not.toHaveProperty('errors');
    },
  );

  it('a key that is wrong is a 401 whatever stands beside it', async () => {
    const answer = await send({ 'x-api-key': 'x', authorization: 'Basic eDp5' });
    expect(answer.status).toBe(401);
    expect(problem(answer)).toMatchObject({ error_code: 'unauthorized' });
  });

  it.each([
    ['a key of another form', { 'x-api-key': 'x' }],
    ['an empty key', { 'x-api-key': '' }],
    ['a key with a wrong checksum', { 'x-api-key': `csb_${'a'.repeat(32)}_00000000` }],
    ['another scheme', { authorization: 'Basic eDp5' }],
    ['a scheme without a credential', { authorization: 'Bearer' }],
    ['a bearer token where no issuer is configured', { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }],
    ["a cookie of another site's shape", { cookie: 'sessionid=gAJ9cQFYCAAAAF9zZXNzaW9u.1a2b3c' }],
    ['an empty cookie', { cookie: 'sessionid=' }],
  ] as [string, Headers][])('%s is a 401 that costs no statement', async (_name, headers) => {
    const answer = await send(headers);
    expect(answer.status).toBe(401);
    expect(problem(answer)).toMatchObject({ error_code: 'unauthorized', status: 401 });
    expect(answer.headers.get('www-authenticate')).toContain('header="X-API-Key"');
    expect(statements).toBe(0);
  });

  it('a credential in another cookie is none', async () => {
    const answer = await send({ cookie: `session=${key}; theme=dark` });
    expect(answer.status).toBe(401);
    expect(problem(answer).detail).toMatch(/^A credential is required/);
  });
});

describe('wrong keys', () => {
  it('are looked for each time, so that a new key works at once', async () => {
    const send = apis[0]?.[1] as (headers: Headers) => Promise<Answer>;
    const unknown = gateway.fixtures.unknownKey();
    for (let i = 0; i < 3; i++) await send({ 'x-api-key': unknown });
    expect(statements).toBe(3);
  });
});
