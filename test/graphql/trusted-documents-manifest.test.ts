import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { OperatorError } from '../../src/errors/operator-error.js';
import { buildGatewaySchema } from '../../src/graphql/schema.js';
import { loadTrustedDocuments } from '../../src/graphql/trusted-documents/load-trusted-documents.js';

const ROLE = '{ viewer { role } }';

let schema: GraphQLSchema;
let folder: string;
let file: string;

beforeAll(async () => {
  schema = await buildGatewaySchema();
  folder = await mkdtemp(join(tmpdir(), 'claims-manifest-'));
  file = join(folder, 'documents.json');
});
afterAll(() => rm(folder, { recursive: true }));

async function load(content: string | Uint8Array | object) {
  const isRaw = typeof content === 'string' || content instanceof Uint8Array;
  await writeFile(file, isRaw ? content : JSON.stringify(content));
  return loadTrustedDocuments(schema, { file, excludesOthers: false });
}

async function faultOf(load: Promise<unknown>): Promise<string> {
  const error = await load.catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(OperatorError);
  const { message } = error as Error;
  const start = `The environment variable GRAPHQL_DOCUMENTS is wrong: the file ${file} cannot be used, because `;
  expect(message.slice(0, start.length)).toBe(start);
  // One sentence.
  expect(message).toMatch(/^[^\n]*[^.]\.$/);
  return message.slice(start.length, -1);
}

const nested = (depth: number) =>
  '{ product(gtin: "00000000") '.concat(
    '{ claims { nodes { product '.repeat(depth),
    '{ gtin }',
    ' } } }'.repeat(depth),
    ' }',
  );

describe('a manifest of trusted documents', () => {
  it('is read with a byte order mark, and may be empty', async () => {
    expect((await load(`\uFEFF${JSON.stringify({ role: ROLE })}`)).text('role')).toBe(ROLE);
    expect((await load('{}')).text('role')).toBeUndefined();
  });

  it.each([
    ['not JSON', '{', 'it is not valid JSON'],
    ['a list', '[]', 'it must be a JSON object of documents by their ids'],
    ['null', 'null', 'it must be a JSON object of documents by their ids'],
    ['a text', '"{ viewer { role } }"', 'it must be a JSON object of documents by their ids'],
    ['another encoding', Buffer.from('{"ä":""}', 'latin1'), 'it is not UTF-8'],
    [
      'a member that is no text',
      { a: ROLE, b: { text: ROLE } },
      'the member "b" must be the text of a document',
    ],
    ['an empty id', { '': ROLE }, 'the id of a document is empty'],
    [
      'too many documents',
      Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [i, ROLE])),
      'it has 10001 documents, and the limit is 10,000',
    ],
    ['more than 2 MB', { a: `${ROLE}${' '.repeat(2 * 1024 * 1024)}` }, 'it is larger than 2 MB, the limit'],
  ])('is refused when it is %s', async (_, content, fault) => {
    expect(await faultOf(load(content))).toBe(fault);
  });

  it('is refused when it does not exist', async () => {
    await rm(file, { force: true });
    expect(await faultOf(loadTrustedDocuments(schema, { file, excludesOthers: false }))).toBe(
      'it does not exist',
    );
  });

  it.each([
    ['cannot be parsed', '{ viewer {', 'Syntax Error: Expected Name, found <EOF> (line 1, column 11)'],
    ['is empty', '', 'Syntax Error: Unexpected <EOF> (line 1, column 1)'],
    [
      'selects what the schema lacks',
      '{ viewer { nam } }',
      'Cannot query field "nam" on type "Viewer" (line 1, column 12)',
    ],
    [
      'has fragments alone',
      'fragment Role on Viewer { role }',
      'Fragment "Role" is never used (line 1, column 1)',
    ],
    ['subscribes', 'subscription { claims }', 'The schema has no subscription type (line 1, column 1)'],
    ['is too deep', nested(4), 'The depth of the operation is 14; the limit is 12'],
    [
      'has too many aliases',
      `{ ${Array.from({ length: 1_001 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
      'The number of aliases of the operation is 1001; the limit is 1000',
    ],
    [
      'has too many tokens',
      `{ ${'__typename '.repeat(6_000)} }`,
      'The document has more than 6000 tokens, the limit',
    ],
    [
      'is too long',
      `{ viewer { role } }${' '.repeat(200_000)}`,
      'The document is longer than 200,000 characters, the limit',
    ],
  ])('is refused with the id and the fault of a document that %s', async (_, text, fault) => {
    expect(await faultOf(load({ 'good one': ROLE, 'bad "one"': text }))).toBe(
      `its document "bad \\"one\\"" is invalid: ${fault}`,
    );
  });

  it('is refused when a document costs too much whatever its variables', async () => {
    const claims = 'claims(first: 100) { nodes { claim { label } } }';
    const costly = `products(first: 100) { nodes { ${claims} } }`;
    expect(await faultOf(load({ costly: `{ ${costly} }` }))).toMatch(
      /^its document "costly" is invalid: The cost of the operation is \d+; the limit is 5000$/,
    );
    await load({
      costly: `query Some($one: Boolean!) { ${costly.replace('nodes', 'nodes @include(if: $one)')} }`,
    });
  });

  it('shows the beginning of a long id and of a long fault', async () => {
    const fault = await faultOf(load({ ['i'.repeat(5_000)]: `{ ${'f'.repeat(50_000)} }` }));
    expect(fault.length).toBeLessThan(600);
  });
});
