import { getIntrospectionQuery } from 'graphql';
import type { Gateway } from '../../support/gateway.js';
import { shareGateway } from '../../support/shared-gateway.js';
import { expectLimitExceeded } from './refusals.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

async function expectPasses(query: string, variables = {}): Promise<void> {
  const { body } = await gateway.graphql(query, { key, variables });
  expect(body.errors).toBeUndefined();
}

async function expectRefused(query: string, detail: string, variables = {}): Promise<void> {
  expectLimitExceeded(await gateway.graphql(query, { key, variables }), detail);
}

const aliases = (count: number, field: string): string =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

/** 11 fields, one in another, around a selection. */
const eleven = (selection: string): string =>
  `{ claims(first: 1) { nodes { ${'assignments(first: 1) { nodes { claim { '.repeat(3)} ${selection} ${'} } }'.repeat(3)} } } }`;

describe('depth', () => {
  it('12 passes', () => expectPasses(eleven('id')));

  it('13 is refused', () =>
    expectRefused(
      eleven('assignments(first: 1) { totalCount }'),
      'The depth of the operation is 13; the limit is 12.',
    ));

  it.each([
    ['inline', eleven('... { ... on Claim { assignments(first: 1) { totalCount } } }')],
    [
      'named',
      `${eleven('...A')} fragment A on Claim { ...B } fragment B on Claim { assignments(first: 1) { totalCount } }`,
    ],
  ])('counts fields within fragments and not the fragments: %s', (_, query) =>
    expectRefused(query, 'The depth of the operation is 13; the limit is 12.'),
  );

  it('does not count __typename', () => expectPasses(eleven('owned: id __typename')));

  it('does not count introspection: the query of every tool passes', async () => {
    await expectPasses(getIntrospectionQuery({ inputValueDeprecation: true, directiveIsRepeatable: true }));
    await expectPasses(
      `{ __type(name: "Query") { fields { type { ${'ofType { '.repeat(20)} name ${'} '.repeat(20)} } } } }`,
    );
  });
});

describe('fragments in fragments', () => {
  it.each([
    ['inline', `{ ${'... { '.repeat(98)} viewer { role } ${'} '.repeat(98)} }`],
    [
      'named',
      `{ ...F0 } ${Array.from({ length: 97 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} }`).join(' ')}
       fragment F97 on Query { viewer { role } }`,
    ],
  ])('add no depth, and nothing to the cost: %s', async (_, query) => {
    for (let i = 0; i < 2; i++) {
      const { body } = await gateway.graphql(query, { key });
      expect(body.extensions).toEqual({ cost: 1 });
    }
  });
});

describe('aliases', () => {
  it('1,000 pass', () => expectPasses(`{ viewer { ${aliases(1_000, 'role')} } }`));

  it('1,001 are refused', () =>
    expectRefused(
      `{ viewer { ${aliases(1_001, 'role')} } }`,
      'The number of aliases of the operation is 1001; the limit is 1000.',
    ));

  it('count at every depth, in introspection too', () =>
    expectRefused(
      `{ a: viewer { ${aliases(700, 'role')} } __schema { ${aliases(300, 'queryType { name }')} } }`,
      'The number of aliases of the operation is 1001; the limit is 1000.',
    ));

  it('count wherever their fragment is spread', async () => {
    const fragment = `fragment A on Viewer { ${aliases(500, 'role')} }`;
    await expectPasses(`{ viewer { ...A ... { ...A } } } ${fragment}`);
    await expectRefused(
      `{ viewer { ...A ... { ...A } } v: viewer { role } } ${fragment}`,
      'The number of aliases of the operation is 1001; the limit is 1000.',
    );
  });

  it('are no plain fields, however many there are', () =>
    expectPasses(`{ viewer { ${'role '.repeat(200)} } }`));
});

describe('tokens', () => {
  /** 24 tokens and a text for each item of a list. */
  const document = (items: number): string =>
    `{ __typename products(filter: { gtins: [${'"1" '.repeat(items)}] }) @skip(if: true) { totalCount } }`;

  it('6,000 pass', () => expectPasses(document(5_976)));

  it('6,001 are refused', () =>
    expectRefused(document(5_977), 'The document has more than 6000 tokens, the limit.'));

  it('are counted without comments', async () => {
    await expectPasses(`# a\n#b\n${document(5_976)}`);
    await expectRefused(`# a\n#b\n${document(5_977)}`, 'The document has more than 6000 tokens, the limit.');
  });

  it.each([
    ['at the last of 6,000 tokens', `${document(5_976).slice(0, -1)}!`],
    ['behind 6,000 tokens', `${document(5_976)}?`],
    ['before the limit, of 7,000 tokens', `}${document(6_976)}`],
  ])('do not hide a fault %s', async (_, query) => {
    const { body } = await gateway.graphql(query, { key });
    expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED', status: 400 } }]);
  });
});

describe('operations', () => {
  const operations = (count: number): string =>
    Array.from({ length: count }, (_, index) => `query Q${index} { __typename }`).join(' ');

  it('50 pass', async () => {
    const { body } = await gateway.graphql(operations(50), { key, operationName: 'Q7' });
    expect(body.data).toEqual({ __typename: 'Query' });
  });

  it('51 are refused', () =>
    expectRefused(operations(51), 'The number of operations of the document is 51; the limit is 50.'));
});

describe('field comparisons', () => {
  /** A field of another one that is repeated: 1 + n + n (n - 1) / 2. */
  const repeated = (count: number): string => `{ viewer { ${'role '.repeat(count)} } }`;

  it('99,682 pass', () => expectPasses(repeated(446)));

  it('100,129 are refused', () =>
    expectRefused(
      repeated(447),
      'The number of field comparisons of the document is 100129; the limit is 100000.',
    ));

  it('of 480 aliases that spread a fragment pass', async () => {
    const { body } = await gateway.graphql(
      `{ ${aliases(480, 'product(gtin: "00000000") { ...F }')} } fragment F on Product { gtin }`,
      { key },
    );
    expect(body.errors?.[0].message ?? 'The cost').toMatch(/^The cost/);
  });

  it('of a query with 200 fragments pass', () =>
    expectPasses(
      `{ viewer { ${Array.from({ length: 200 }, (_, n) => `...F${n}`).join(' ')} } }
       ${Array.from({ length: 200 }, (_, n) => `fragment F${n} on Viewer { role }`).join(' ')}`,
    ));
});

describe('cost', () => {
  /** 3,531 for a hundred products with their claims, 1,449 for nine pages of claims, and 0.2 and 0.1 for each role. */
  const costly = (roles: number) =>
    `query ($n: Int) { products(first: $n) { nodes { claims { nodes { id } } } }
      ${aliases(9, 'claims(first: 100) { nodes { id } }')} viewer { ${'role '.repeat(roles)} } }`;
  const query = costly(199);

  it('5,000 passes', () => expectPasses(costly(198), { n: 100 }));

  it('5,001 is refused', () =>
    expectRefused(query, 'The cost of the operation is 5001; the limit is 5000.', { n: 100 }));

  it('is that of these variables', async () => {
    await expectPasses(query, { n: 99 });
    await expectRefused(query, 'The cost of the operation is 5001; the limit is 5000.', { n: 100 });
    await expectPasses(query);
  });
});
