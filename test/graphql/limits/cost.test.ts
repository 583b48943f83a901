import { type GraphQLSchema, getIntrospectionQuery, isObjectType } from 'graphql';
import { shortId } from '../../../src/codecs/short-id.js';
import { limits } from '../../../src/graphql/limits/limits.js';
import { buildGatewaySchema } from '../../../src/graphql/schema.js';
import type { Gateway } from '../../support/gateway.js';
import { shareGateway } from '../../support/shared-gateway.js';

let gateway: Gateway;
let schema: GraphQLSchema;
let key: string;
let gtin: string;
let claimId: string;

beforeAll(async () => {
  gateway = await shareGateway();
  schema = await buildGatewaySchema();
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

// The prices of docs/contract.md, "Limits of an operation".
const LEAF = 0.1;
const OBJECT = 0.2;
const LOOK_UP = 10;
const PAGE = 30;
const COUNT = 30;
const DATE_TIME = 0.2;
const SEARCH = 50;

/** What the parts add up to, in whole units. */
const units = (cost: number) => Math.ceil(cost - 1e-6);

describe('the cost of', () => {
  it.each<[string, number, string]>([
    ['__typename', LEAF, '{ __typename }'],
    ['a moment', LOOK_UP + OBJECT + LEAF + DATE_TIME, `{ ${PRODUCT} { gtin createdAt } }`],
    ['an object that comes with its parent', OBJECT + 3 * LEAF, '{ viewer { role credential __typename } }'],
    [
      'an object that is looked up',
      OBJECT + LEAF + (LOOK_UP + OBJECT + LEAF),
      '{ viewer { role organization { name } } }',
    ],
    ['an object that is selected twice', 2 * (OBJECT + LEAF), '{ viewer { role } viewer { credential } }'],
    ['an object that is not found', LOOK_UP + OBJECT + 2 * LEAF, `{ ${PRODUCT} { gtin name } }`],
    ['a page without a number', PAGE + 26 + 25 * (OBJECT + LEAF), '{ products { nodes { gtin } } }'],
    ['its first rows', PAGE + 11 + 10 * (OBJECT + LEAF), '{ products(first: 10) { nodes { gtin } } }'],
    ['its last rows', PAGE + 11 + 10 * (OBJECT + LEAF), '{ products(last: 10) { nodes { gtin } } }'],
    ['more rows', PAGE + 101 + 30 * (OBJECT + LEAF), '{ products(first: 30) { nodes { gtin } } }'],
    [
      'null rows, which is no number',
      PAGE + 26 + 25 * (OBJECT + LEAF),
      '{ products(first: null) { nodes { gtin } } }',
    ],
    [
      'null rows from the start, some from the end',
      PAGE + 11 + 7 * (OBJECT + LEAF),
      '{ products(first: null, last: 7) { nodes { gtin } } }',
    ],
    ['no rows, of which one is read', PAGE + 1, '{ products(first: 0) { nodes { gtin } } }'],
    [
      'objects of rows, which one statement looks up',
      PAGE + 11 + LOOK_UP + 10 * (OBJECT + OBJECT + LEAF),
      '{ products(first: 10) { nodes { organization { name } } } }',
    ],
    [
      'every field of a row',
      PAGE + 11 + 10 * (OBJECT + 4 * LEAF),
      '{ products(first: 10) { nodes { a: gtin b: gtin c: gtin name } } }',
    ],
    [
      'edges and their nodes',
      PAGE + 11 + 10 * (OBJECT + LEAF + (OBJECT + LEAF)),
      '{ products(first: 10) { edges { cursor node { gtin } } } }',
    ],
    ['cursors alone', PAGE + 11 + 10 * (OBJECT + LEAF), '{ products(first: 10) { edges { cursor } } }'],
    [
      'nodes and edges',
      PAGE + 11 + 10 * (OBJECT + LEAF) + 10 * (OBJECT + (OBJECT + LEAF)),
      '{ products(first: 10) { nodes { gtin } edges { node { gtin } } } }',
    ],
    [
      'the page info, for which the rows are read',
      PAGE + 11 + OBJECT + LEAF,
      '{ products(first: 10) { pageInfo { endCursor } } }',
    ],
    ['the number of all products', PAGE + 26 + LEAF + SEARCH, '{ products { totalCount } }'],
    ['the number of claims', PAGE + 26 + LEAF + COUNT, '{ claims { totalCount } }'],
    [
      'a search',
      PAGE + 11 + SEARCH + 10 * (OBJECT + LEAF),
      '{ products(first: 10, filter: { claimCodes: ["A"] }) { nodes { gtin } } }',
    ],
    [
      'a search and its count',
      PAGE + 1 + 2 * SEARCH + LEAF,
      '{ products(first: 0, filter: { text: "oat" }) { totalCount } }',
    ],
    [
      'a filter of GTINs, which are looked up',
      PAGE + 11 + 10 * (OBJECT + LEAF),
      '{ products(first: 10, filter: { gtins: ["09520000000001"] }) { nodes { gtin } } }',
    ],
    [
      'a filter of nulls, which is none',
      PAGE + 11 + 10 * (OBJECT + LEAF),
      '{ products(first: 10, filter: { text: null, brand: null }) { nodes { gtin } } }',
    ],
    [
      'a page for each row, by one statement',
      PAGE + 11 + PAGE + 10 * (OBJECT + 26 + 25 * (OBJECT + LEAF)),
      '{ products(first: 10) { nodes { claims { nodes { id } } } } }',
    ],
    [
      'a number for each row',
      PAGE + 11 + PAGE + 10 * (OBJECT + 26 + COUNT + LEAF),
      '{ products(first: 10) { nodes { claims { totalCount } } } }',
    ],
    [
      'a search for each row, each of which may read all of a claim',
      PAGE + 11 + PAGE + 10 * (OBJECT + 11 + 0.3 * SEARCH + 3 * (OBJECT + LEAF)),
      '{ claims(first: 10) { nodes { assignments(first: 3, filter: { source: THIRD_PARTY_VERIFIED }) { nodes { id } } } } }',
    ],
    [
      '25 products with 25 claims each',
      PAGE +
        26 +
        PAGE +
        25 * (OBJECT + 2 * LEAF + 26 + 25 * (OBJECT + LEAF + (OBJECT + 2 * LEAF)) + OBJECT + LEAF) +
        OBJECT +
        2 * LEAF,
      `{ products { nodes { gtin name claims { nodes { source claim { code label } } pageInfo { hasNextPage } } }
         pageInfo { hasNextPage endCursor } } }`,
    ],
    [
      'histories with their changes, of which ten are expected',
      LOOK_UP + OBJECT + PAGE + 26 + PAGE + 5 * (OBJECT + 11 + 2 * (OBJECT + LEAF + 10 * (OBJECT + LEAF))),
      `{ ${PRODUCT} { claims(first: 5) { nodes { history(first: 2) { nodes { action changes { field } } } } } } }`,
    ],
    [
      'a node by its fragments',
      LOOK_UP + OBJECT + (LOOK_UP + OBJECT + LEAF) + (OBJECT + LEAF),
      '{ node(id: "x") { ... on Product { organization { name } } ... on ClaimAssignment { claim { code } } } }',
    ],
    [
      'fragments, wherever they are spread',
      2 * (PAGE + 11 + 3 * (OBJECT + LEAF)) -
        PAGE -
        11 +
        PAGE +
        11 +
        4 * (OBJECT + OBJECT + LEAF) +
        4 * (OBJECT + LEAF),
      `{ products(first: 3) { ...Page ...Page } claims(first: 4) { ...Claims } }
       fragment Page on ProductConnection { nodes { gtin } }
       fragment Claims on ClaimConnection { ... { edges { node { ...Claim } } nodes { ...Claim } } }
       fragment Claim on Claim { code }`,
    ],
    [
      'aliases',
      2 * PAGE + 26 + 25 * (OBJECT + LEAF) + 11 + 10 * (OBJECT + LEAF),
      '{ a: products { nodes { gtin } } b: products(first: 10) { nodes { gtin } } }',
    ],
    [
      'what is left out',
      OBJECT + LEAF,
      '{ viewer { role organization @skip(if: true) { name } } products @include(if: false) { totalCount } }',
    ],
    [
      'what is not left out',
      OBJECT + LEAF + LOOK_UP + OBJECT + LEAF,
      '{ viewer { role organization @skip(if: false) @include(if: true) { name } } }',
    ],
  ])('%s is %d', async (_, cost, query) => {
    expect(await costOf(query)).toBe(units(cost));
  });

  it('introspection grows with what it lists', async () => {
    const whole = await costOf(getIntrospectionQuery());
    expect(whole).toBeGreaterThan(1_000);
    expect(whole).toBeLessThan(limits.cost);
    expect(3 * whole).toBeGreaterThan(limits.cost);
    const shallow = await costOf('{ __schema { types { name } } }');
    const types = Object.keys(schema.getTypeMap()).length;
    expect(shallow).toBe(units(LEAF + LEAF + types * (LEAF + LEAF) + LEAF));
  });

  it('introspection of one type is that of the largest lists', async () => {
    const fields = Math.max(
      ...Object.values(schema.getTypeMap()).map((type) =>
        isObjectType(type) ? Object.keys(type.getFields()).length : 0,
      ),
    );
    expect(await costOf('{ __type(name: "Claim") { fields { name } } }')).toBe(
      units(LEAF + LEAF + LEAF + fields * (LEAF + LEAF)),
    );
  });

  it('a page size that is refused afterwards is that of the largest page', async () => {
    const { body } = await gateway.graphql(
      '{ node(id: "x") { id } products(first: 4000000) { nodes { gtin } } }',
      { key },
    );
    expect(body.data).toEqual({ node: null, products: null });
    expect(body.extensions).toEqual({
      cost: units(LOOK_UP + OBJECT + LEAF + PAGE + 101 + 100 * (OBJECT + LEAF)),
    });
  });

  it('a mutation is that of its payload', async () => {
    const query = `mutation ($input: AssignClaimInput!) {
      assignClaim(input: $input) { assignment { claim { code } product { claims(first: 3) { nodes { id } } } } } }`;
    expect(await costOf(query, { input: { gtin, claimId } })).toBe(
      units(LOOK_UP + OBJECT + OBJECT + (OBJECT + LEAF) + LOOK_UP + OBJECT + PAGE + 26 + 3 * (OBJECT + LEAF)),
    );
  });

  it('the operation that is meant', async () => {
    const query = 'query A { products { totalCount } } query B { viewer { role } }';
    const [first, second] = [units(PAGE + 26 + LEAF + SEARCH), units(OBJECT + LEAF)];
    expect(await costOf(query, {}, 'A')).toBe(first);
    expect(await costOf(query, {}, 'B')).toBe(second);
    expect(await costOf(query, {}, 'A')).toBe(first);
  });
});

describe('variables', () => {
  const query = `query ($n: Int, $m: Int = 3, $more: Boolean! = false, $filter: ProductFilter) {
    products(first: $n, filter: $filter) { nodes { claims(last: $m) { nodes { id } } } pageInfo @include(if: $more) { endCursor } } }`;

  /** Of `rows` products with `claims` claims each, of which `read` are read. */
  const page = (rows: number, rowsRead: number, claims: number, read: number) =>
    PAGE + rowsRead + PAGE + rows * (OBJECT + read + claims * (OBJECT + LEAF));

  it.each<[number, object]>([
    [page(25, 26, 3, 26), {}],
    [page(25, 26, 3, 26), { n: null }],
    [page(10, 11, 3, 26), { n: 10 }],
    [page(10, 11, 5, 26), { n: 10, m: 5 }],
    [page(10, 11, 25, 26), { n: 10, m: null }],
    [page(10, 11, 3, 26) + OBJECT + LEAF, { n: 10, more: true }],
    [page(0, 1, 3, 26), { n: 0 }],
    [page(10, 11, 3, 26) + SEARCH, { n: 10, filter: { brand: 'x' } }],
    [page(10, 11, 3, 26), { n: 10, filter: { brand: null, gtins: ['09520000000001'] } }],
    [page(10, 11, 3, 26), { n: 10, filter: null }],
  ])('make it %d: %j', async (cost, variables) => {
    for (let i = 0; i < 2; i++) expect(await costOf(query, variables)).toBe(units(cost));
  });

  it.each<[number, object]>([
    [0, {}],
    [0, { brand: null }],
    [SEARCH, { brand: 'x' }],
  ])('in a filter make it a search when they have a value: %d for %j', async (search, variables) => {
    const searching =
      'query ($brand: String) { products(first: 1, filter: { brand: $brand }) { pageInfo { endCursor } } }';
    expect(await costOf(searching, variables)).toBe(units(PAGE + 11 + search + OBJECT + LEAF));
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
