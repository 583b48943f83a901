import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type Gateway, startGateway } from '../support/gateway.js';

const ROLE = 'query Role { viewer { role } }';
const LABELS = 'query Labels($first: Int!) { claims(first: $first) { nodes { label } } }';
const REMOVE =
  'mutation Remove($input: RemoveClaimAssignmentInput!) { removeClaimAssignment(input: $input) { removedAssignmentId } }';
const TYPES = '{ __schema { queryType { name } } }';
const MANIFEST = { role: ROLE, 'sha1-of-labels': LABELS, remove: REMOVE, types: TYPES };

let folder: string;
let file: string;
let gateway: Gateway;
let strict: Gateway;
let key: string;
let strictKey: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claims-documents-'));
  file = join(folder, 'documents.json');
  await writeFile(file, JSON.stringify(MANIFEST));
  gateway = await startGateway({ trustedDocuments: { file, excludesOthers: false } });
  strict = await startGateway({ trustedDocuments: { file, excludesOthers: true } });
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
  strictKey = await strict.fixtures.key(await strict.fixtures.organization());
});
afterAll(async () => {
  await gateway.close();
  await strict.close();
  await rm(folder, { recursive: true });
});

function post(body: unknown, { at = gateway, apiKey = key }: { at?: Gateway; apiKey?: string | null } = {}) {
  return at.request('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey !== null && { 'x-api-key': apiKey }) },
    body: JSON.stringify(body),
  });
}

function get(parameters: string, at = gateway, apiKey = key) {
  return at.request(`/graphql?${parameters}`, { headers: { 'x-api-key': apiKey } });
}

const onStrict = (body: unknown, apiKey: string | null = strictKey) => post(body, { at: strict, apiKey });

function expectRefused({ status, body }: Answer, msg: string, type: string): void {
  expect(status).toBe(422);
  expect(body.data).toBeUndefined();
  expect(body.errors).toHaveLength(1);
  expect(body.errors[0].extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    problem: { error_code: 'validation_error', details: [{ loc: ['documentId'], msg, type }] },
  });
}

describe('a trusted document', () => {
  it('is executed by its id', async () => {
    const { status, body } = await post({ documentId: 'role' });
    expect([status, body.data]).toEqual([200, { viewer: { role: 'EDITOR' } }]);
  });

  it('is executed by its id in the query string', async () => {
    const { status, body } = await get(
      `documentId=sha1-of-labels&variables=${encodeURIComponent('{"first":1}')}`,
    );
    expect([status, body.data]).toEqual([200, { claims: { nodes: [] } }]);
  });

  it('is executed by the SHA-256 of its text', async () => {
    const hash = createHash('sha256').update(ROLE).digest('hex');
    const { body } = await post({ documentId: `sha256:${hash}` });
    expect(body.data).toEqual({ viewer: { role: 'EDITOR' } });
  });

  it('gets variables and the name of its operation from beside it', async () => {
    const { body } = await post({
      documentId: 'sha1-of-labels',
      operationName: 'Labels',
      variables: { first: 0 },
    });
    expect(body.data).toEqual({ claims: { nodes: [] } });
  });

  it('has the errors of its variables named as those of other documents', async () => {
    const { body } = await post({ documentId: 'sha1-of-labels' });
    expect(body.errors[0].extensions.problem.details).toEqual([
      { loc: ['first'], msg: 'Field required', type: 'missing' },
    ]);
  });

  it('needs a credential like every other', async () => {
    expect((await post({ documentId: 'role' }, { apiKey: null })).status).toBe(401);
  });

  it('that introspects needs none', async () => {
    const { body } = await post({ documentId: 'types' }, { apiKey: null });
    expect(body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('that changes something is refused in a GET', async () => {
    const { status, body } = await get('documentId=remove');
    expect([status, body.errors[0].extensions.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  it('takes no place in the document cache', async () => {
    await post({ documentId: 'role' });
    const { text } = await gateway.request('/metrics');
    expect(text).toMatch(/^claims_cache_entries\{cache="documents"\} 0$/m);
  });
});

describe('documentId', () => {
  it.each([
    ['an unknown id', { documentId: 'unknown' }],
    ['a member of objects', { documentId: '__proto__' }],
    ['an id in other letters', { documentId: 'ROLE' }],
    ['a long id', { documentId: 'x'.repeat(400_000) }],
  ])('refuses %s', async (_, body) => {
    expectRefused(await post(body), 'Input should be the id of a trusted document', 'unknown_document');
  });

  it('refuses an unknown id in the query string', async () => {
    expectRefused(
      await get('documentId=unknown'),
      'Input should be the id of a trusted document',
      'unknown_document',
    );
  });

  it('is refused beside a document', async () => {
    const msg = 'Input should not be sent together with query';
    expectRefused(await post({ documentId: 'role', query: ROLE }), msg, 'extra_forbidden');
    expectRefused(await get(`documentId=role&query=${encodeURIComponent(ROLE)}`), msg, 'extra_forbidden');
  });

  it.each([1, true, ['role'], { id: 'role' }])('is refused as %j', async (documentId) => {
    expectRefused(await post({ documentId }), 'Input should be a valid string', 'string_type');
  });

  it('is refused twice in a query string', async () => {
    expectRefused(
      await get('documentId=role&documentId=role'),
      'Input should be a valid string',
      'string_type',
    );
  });

  it.each([null, ''])('that is %j is none', async (documentId) => {
    expect((await post({ documentId, query: ROLE })).body.data).toEqual({ viewer: { role: 'EDITOR' } });
  });

  it('is a 401 without a credential, whether or not it is known', async () => {
    expect((await post({ documentId: 'unknown' }, { apiKey: null })).status).toBe(401);
  });

  it('counts one request when it is refused', async () => {
    const apiKey = await gateway.fixtures.key(await gateway.fixtures.organization(), { perMinute: 5 });
    const { headers } = await post({ documentId: 'unknown' }, { apiKey });
    expect(headers.get('ratelimit-remaining')).toBe('4');
  });
});

describe('where only trusted documents are executed', () => {
  it('one is executed by its id and by its text', async () => {
    expect((await onStrict({ documentId: 'role' })).body.data).toEqual({ viewer: { role: 'EDITOR' } });
    expect((await onStrict({ query: ROLE })).body.data).toEqual({ viewer: { role: 'EDITOR' } });
    const { body } = await get(`query=${encodeURIComponent(ROLE)}`, strict, strictKey);
    expect(body.data).toEqual({ viewer: { role: 'EDITOR' } });
  });

  it.each([
    ['another document', '{ viewer { credential } }'],
    ['a trusted one with other blanks', `${ROLE} `],
    ['introspection that is not listed', '{ __schema { types { name } } }'],
    ['a document that cannot be parsed', '{'],
  ])('refuses %s', async (_, query) => {
    for (const { status, body } of [
      await onStrict({ query }),
      await get(`query=${encodeURIComponent(query)}`, strict, strictKey),
    ]) {
      expect(status).toBe(403);
      expect(body.errors).toHaveLength(1);
      expect(body.errors[0]).toMatchObject({
        message: 'This server executes trusted documents only, which a request names by documentId.',
        extensions: { code: 'FORBIDDEN', status: 403 },
      });
    }
  });

  it.each([
    ['a list', [{ query: '{ viewer { credential } }' }]],
    ['a document in parts', { query: ['{ viewer { credential } }'] }],
    [
      'an automatic persisted query',
      { query: ROLE, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    ],
    ['no document', { variables: {} }],
  ])('refuses %s', async (_, body) => {
    const answer = await onStrict(body);
    expect(answer.body.data).toBeUndefined();
    expect(answer.body.errors).toHaveLength(1);
  });

  it('refuses a second document in the query string', async () => {
    const query = encodeURIComponent(ROLE);
    const other = encodeURIComponent('{ viewer { credential } }');
    for (const parameters of [`query=${query}&query=${other}`, `query=${other}&query=${query}`]) {
      expect((await get(parameters, strict, strictKey)).body.data).toBeUndefined();
    }
  });

  it('introspects as listed', async () => {
    expect((await onStrict({ query: TYPES }, null)).body.data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
  });

  it('asks for a credential first', async () => {
    expect((await onStrict({ query: '{ viewer { credential } }' }, null)).status).toBe(401);
  });

  it('serves the schema as a file', async () => {
    expect((await strict.request('/schema.graphql')).status).toBe(200);
  });
});
