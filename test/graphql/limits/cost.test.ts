import { getIntrospectionQuery } from 'graphql';
import { shortId } from '../../../src/codecs/short-id.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

let gateway: Gateway;
let key: string;
let gtin: string;
let claimId: string;

beforeAll(async () => {
  gateway = await startGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
  claimId = shortId(await gateway.fixtures.claim('VEGAN'));
});
afterAll(() => gateway.close());

async function costOf(query: string, variables = {}, operationName = ''): Promise<number> {
  const { body } = await gateway.graphql(query, { key, variables, ...(operationName && { operationName }) });
  expect(body).toHaveProperty('data');
  expect(Object.keys(body.extensions)).toEqual(['cost']);
  return body.extensions.cost;
}

const PRODUCT = 'product(gtin: "09520000000001")';

describe('the cost of', () => {
  it.each<[string, number, string]>([
    ['introspection', 0, getIntrospectionQuery()],
    ['__typename', 0, '{ __typename }'],
    ['an object', 1, '{ viewer { role credential __typename } }'],
    ['an object in an object', 2, '{ viewer { role organization { name } } }'],
    ['an object that is selected twice', 2, '{ viewer { role } viewer { credential } }'],
    ['an object that is not found', 1, `{ ${PRODUCT} { gtin name } }`],
    ['a page without a number', 25, '{ products { nodes { gtin } } }'],
    ['its first rows', 10, '{ products(first: 10) { nodes { gtin } } }'],
    ['its last rows', 10, '{ products(last: 10) { nodes { gtin } } }'],
    ['null rows, which is no number', 25, '{ products(first: null) { nodes { gtin } } }'],
    [
      'null rows from the start, some from the end',
      7,
      '{ products(first: null, last: 7) { nodes { gtin } } }',
    ],
    ['no rows', 0, '{ products(first: 0) { nodes { gtin organization { name } } } }'],
    ['rows with an object', 20, '{ products(first: 10) { nodes { organization { name } } } }'],
    [
      'edges, which cost as nodes do',
      20,
      '{ products(first: 10) { edges { cursor node { organization { name } } } } }',
    ],
    ['cursors alone', 10, '{ products(first: 10) { edges { cursor } } }'],
    ['nodes and edges', 20, '{ products(first: 10) { nodes { gtin } edges { node { gtin } } } }'],
    ['the page info', 11, '{ products(first: 10) { nodes { gtin } pageInfo { hasNextPage } } }'],
    [
      'the page info alone, for which the rows are read',
      10,
      '{ products(first: 10) { pageInfo { endCursor } } }',
    ],
    ['the number of rows', 100, '{ products { totalCount } }'],
    ['the number of rows without rows', 100, '{ products(first: 0) { totalCount } }'],
    ['the number of rows and rows', 125, '{ products { totalCount nodes { gtin } } }'],
    ['a page for each row', 10 * (1 + 25), '{ products(first: 10) { nodes { claims { nodes { id } } } } }'],
    ['a number for each row', 10 * (1 + 100), '{ products(first: 10) { nodes { claims { totalCount } } } }'],
    [
      '25 products with 25 claims each',
      25 * (1 + 25 * (1 + 1) + 1) + 1,
      `{ products { nodes { gtin name claims { nodes { source claim { code label } } pageInfo { hasNextPage } } }
         pageInfo { hasNextPage endCursor } } }`,
    ],
    [
      'histories with their changes',
      1 + 5 * (1 + 2 * (1 + 1)),
      `{ ${PRODUCT} { claims(first: 5) { nodes { history(first: 2) { nodes { action changes { field } } } } } } }`,
    ],
    [
      'a node by its fragments',
      1 + 1 + 1,
      '{ node(id: "x") { ... on Product { organization { name } } ... on ClaimAssignment { claim { code } } } }',
    ],
    [
      'fragments, wherever they are spread',
      2 * 3 + 4 * 2,
      `{ products(first: 3) { ...Page ...Page } claims(first: 4) { ...Claims } }
       fragment Page on ProductConnection { nodes { gtin } }
       fragment Claims on ClaimConnection { ... { edges { node { ...Claim } } nodes { ...Claim } } }
       fragment Claim on Claim { code }`,
    ],
    ['aliases', 25 + 10, '{ a: products { nodes { gtin } } b: products(first: 10) { nodes { gtin } } }'],
    [
      'what is left out',
      1,
      '{ viewer { role organization @skip(if: true) { name } } products @include(if: false) { totalCount } }',
    ],
    [
      'what is not left out',
      2,
      '{ viewer { role organization @skip(if: false) @include(if: true) { name } } }',
    ],
  ])('%s is %i', async (_, cost, query) => {
    expect(await costOf(query)).toBe(cost);
  });

  it('a page size that is refused afterwards is that of the largest page', async () => {
    const { body } = await gateway.graphql(
      '{ node(id: "x") { id } products(first: 4000000) { nodes { gtin } } }',
      { key },
    );
    expect(body.data).toBeNull();
    expect(body.extensions).toEqual({ cost: 1 + 100 });
  });

  it('a mutation is that of its payload', async () => {
    const query = `mutation ($input: AssignClaimInput!) {
      assignClaim(input: $input) { assignment { claim { code } product { claims(first: 3) { nodes { id } } } } } }`;
    expect(await costOf(query, { input: { gtin, claimId } })).toBe(1 + 1 + 1 + 1 + 3);
  });

  it('the operation that is meant', async () => {
    const query = 'query A { products { totalCount } } query B { viewer { role } }';
    expect(await costOf(query, {}, 'A')).toBe(100);
    expect(await costOf(query, {}, 'B')).toBe(1);
    expect(await costOf(query, {}, 'A')).toBe(100);
  });
});

describe('variables', () => {
  const query = `query ($n: Int, $m: Int = 3, $more: Boolean! = false, $filter: ProductFilter) {
    products(first: $n, filter: $filter) { nodes { claims(last: $m) { nodes { id } } } pageInfo @include(if: $more) { endCursor } } }`;

  it.each<[number, object]>([
    [25 * (1 + 3), {}],
    [25 * (1 + 3), { n: null }],
    [10 * (1 + 3), { n: 10 }],
    [10 * (1 + 5), { n: 10, m: 5 }],
    [10 * (1 + 25), { n: 10, m: null }],
    [10 * (1 + 3) + 1, { n: 10, more: true }],
    [0, { n: 0 }],
    [10 * (1 + 3), { n: 10, filter: { brand: 'x' } }],
  ])('make it %i: %j', async (cost, variables) => {
    for (let i = 0; i < 2; i++) expect(await costOf(query, variables)).toBe(cost);
  });

  it('that hold a wrong value are refused as ever', async () => {
    const { body } = await gateway.graphql(query, { key, variables: { n: 'ten' } });
    expect(body).not.toHaveProperty('data');
    expect(body).not.toHaveProperty('extensions');
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a document that fails', () => {
  it.each(['{', '{ nothing }', 'query A { viewer { role } } query B { viewer { role } }'])(
    'has no cost: %s',
    async (query) => {
      expect((await gateway.graphql(query, { key })).body).not.toHaveProperty('extensions');
    },
  );
});
