import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { success } from './expectations.js';

let gateway: Gateway;
let key: string;
let gtin: string;
let claim: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization, { name: 'Oats' });
  claim = await gateway.fixtures.claim('VEGAN');
  await gateway.fixtures.assignment(gtin, claim);
});
afterAll(() => gateway.close());

describe('a document may use', () => {
  it('__typename at every level', async () => {
    const { body } = await gateway.graphql(
      `{ __typename product(gtin: "${gtin}") { __typename organization { __typename }
        claims { __typename pageInfo { __typename } edges { __typename node { __typename claim { __typename } } } } } }`,
      { key },
    );
    expect(body.data).toEqual({
      __typename: 'Query',
      product: {
        __typename: 'Product',
        organization: { __typename: 'Organization' },
        claims: {
          __typename: 'ClaimAssignmentConnection',
          pageInfo: { __typename: 'PageInfo' },
          edges: [
            {
              __typename: 'ClaimAssignmentEdge',
              node: { __typename: 'ClaimAssignment', claim: { __typename: 'Claim' } },
            },
          ],
        },
      },
    });
  });

  it('aliases of one field with different arguments', async () => {
    const { body } = await gateway.graphql(
      `{ none: products(first: 0) { nodes { gtin } } one: products(first: 1) { nodes { label: name } }
         p: product(gtin: "${gtin}") { none: claims(first: 0) { nodes { id } } all: claims { totalCount } } }`,
      { key },
    );
    expect(body.data).toEqual({
      none: { nodes: [] },
      one: { nodes: [{ label: 'Oats' }] },
      p: { none: { nodes: [] }, all: { totalCount: 1 } },
    });
  });

  it('named and inline fragments, on interfaces too', async () => {
    const { body } = await gateway.graphql(
      `query ($p: ID!, $c: ID!) { p: node(id: $p) { ...Any } c: node(id: $c) { ...Any } }
       fragment Any on Node { id ... on Product { ...Named } ... on Claim { code } }
       fragment Named on Product { name }`,
      { key, variables: { p: gtin, c: shortId(claim) } },
    );
    expect(body.data).toEqual({
      p: { id: gtin, name: 'Oats' },
      c: { id: shortId(claim), code: 'VEGAN' },
    });
  });

  it.each([true, false])('@include and @skip (%j)', async (flag) => {
    const { body } = await gateway.graphql(
      `query ($flag: Boolean!) { product(gtin: "${gtin}") {
         name @include(if: $flag) gtin @skip(if: $flag) ... @include(if: $flag) { brand } } }`,
      { key, variables: { flag } },
    );
    expect(body.data.product).toEqual(flag ? { name: 'Oats', brand: '' } : { gtin });
  });

  it('several operations, of which the name chooses one', async () => {
    const document = 'query A { a: __typename } query B { b: __typename }';
    const { body } = await gateway.graphql(document, { key, operationName: 'B' });
    expect(body).toEqual(success({ b: 'Query' }));
  });

  it('the same document again and again with other variables', async () => {
    const document = 'query ($first: Int) { claims(first: $first) { nodes { code } } }';
    for (const first of [0, 1, 0, 1]) {
      const { body } = await gateway.graphql(document, { key, variables: { first } });
      expect(body.data.claims.nodes).toHaveLength(first);
    }
  });
});

describe('an operation of which nothing is left responds with empty data', () => {
  const assign = 'assignClaim(input: { gtin: "00000000", claimId: "x" })';

  it.each([
    ['@skip', '{ viewer @skip(if: true) { role } }'],
    ['@include with a variable', 'query ($no: Boolean!) { viewer @include(if: $no) { role } }'],
    ['a variable that has a default', 'query ($no: Boolean = false) { viewer @include(if: $no) { role } }'],
    ['an inline fragment', '{ ... @skip(if: true) { viewer { role } } }'],
    ['a named fragment', '{ ...F @skip(if: true) } fragment F on Query { viewer { role } }'],
    ['a mutation', `mutation { ${assign} @skip(if: true) { assignment { id } } }`],
  ])('%s', async (_, query) => {
    const variables = query.includes('$no: Boolean!') ? { no: false } : {};
    // Once more with the cached plan.
    for (let i = 0; i < 2; i++) {
      const { status, body } = await gateway.graphql(query, { key, variables });
      expect(status).toBe(200);
      expect(body).toEqual(success({}));
    }
  });

  it('an object of which nothing is left is empty', async () => {
    const { body } = await gateway.graphql('{ viewer { role @skip(if: true) } }', { key });
    expect(body).toEqual(success({ viewer: {} }));
  });
});
