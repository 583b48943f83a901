import { ResponseSize } from '../../../src/graphql/executor/response-size.js';
import type { Gateway } from '../../support/gateway.js';
import { addTree } from '../../support/measured-response.js';
import { shareGateway } from '../../support/shared-gateway.js';

const DETAIL = 'The answer is larger than 3 MB, the limit. Please ask for fewer rows or fields.';

let gateway: Gateway;
let key: string;
let gtin: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
  // 20 KB each, or 118 KB as JSON, because each character is escaped.
  const metadata = Object.fromEntries(
    Array.from({ length: 49 }, (_, i) => [`key ${i}`, '\u0001'.repeat(400)]),
  );
  for (let i = 0; i < 36; i++) {
    await gateway.fixtures.assignment(gtin, await gateway.fixtures.claim(`C${i}`), {
      metadata,
      evidence_note: 'n'.repeat(10_000),
    });
  }
});
afterAll(() => gateway.close());

const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ');

const longAliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, i) => `${'x'.repeat(2_000)}${i}: ${field}`).join(' ');

const product = (selection: string, first = 10) =>
  `{ product(gtin: "${gtin}") { claims(first: ${first}) { nodes { ${selection} } } } }`;

describe('an answer beyond 3 MB', () => {
  it.each([
    ['metadata under aliases', () => product(aliases(10, 'metadata'))],
    ['notes under aliases', () => product(aliases(60, 'evidenceNote'))],
    ['long aliases', () => product(longAliases(90, 'source'), 25)],
    [
      'a node',
      () =>
        `{ node(id: "${gtin}") { ... on Product { claims(first: 10) { nodes { ${aliases(10, 'metadata')} } } } } }`,
    ],
  ])('is refused as a whole: %s', async (_, query) => {
    const { status, body } = await gateway.graphql(query(), { key });
    expect(status).toBe(200);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0]).toMatchObject({
      message: DETAIL,
      extensions: { code: 'BAD_USER_INPUT', status: 422, problem: { error_code: 'validation_error' } },
    });
    expect(body.data).toBeNull();
  });

  it('stops the execution: nothing is looked up for it any more', async () => {
    const statements: (string | undefined)[] = [];
    gateway.database.observer = ({ name }) => statements.push(name);
    await gateway.graphql(
      `{ product(gtin: "${gtin}") { claims(first: 10) { nodes { ${aliases(10, 'metadata')} history { totalCount } } } } }`,
      { key },
    );
    gateway.database.observer = undefined;
    expect(statements.filter((name) => name === undefined)).toEqual([]);
  });

  it('is permitted up to the limit', async () => {
    const { body } = await gateway.graphql(product('metadata'), { key });
    expect(body.errors).toBeUndefined();
    expect(body.data.product.claims.nodes).toHaveLength(10);
  });

  it('is a 422 of the REST API, too', async () => {
    const answer = await gateway.rest('GET', `/products/${gtin}/claims`, { key });
    expect(answer.status).toBe(422);
    expect(answer.body.error_code).toBe('validation_error');
  });
});

describe('the size of a response', () => {
  it.each([
    ['texts', { name: 'Oat Drink' }],
    ['escaped texts', { name: '\u0001'.repeat(100) }],
    ['texts beyond ASCII', { name: 'ü'.repeat(100) }],
    [
      'lists and objects',
      {
        nodes: [
          { id: 'x', on: true },
          { id: 'y', on: false },
        ],
      },
    ],
    ['metadata', { metadata: { a: 'b', c: 'd' } }],
  ])('is not less than the JSON without its brackets: %s', (_, value) => {
    const bytes = Buffer.byteLength(JSON.stringify(value).replaceAll(/[{}[\]]/g, ''));
    expect(() => addTree(new ResponseSize(bytes - 1), value)).toThrow('larger');
  });
});
