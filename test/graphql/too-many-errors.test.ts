import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let key: string;
let gtins: readonly string[];

beforeAll(async () => {
  gateway = await startGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtins = await Promise.all(
    Array.from({ length: 26 }, async (_, i) => {
      const gtin = `0952000000${String(i).padStart(4, '0')}`;
      await gateway.fixtures.product(organization, { gtin });
      return gtin;
    }),
  );
});
afterAll(() => gateway.close());

/** As many pages of the history of each of these products, each of which is refused. */
const refused = (products: number, pages: number) =>
  gateway.graphql(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Product {
      ${Array.from({ length: pages }, (_, i) => `h${i}: claimHistory(first: -1) { __typename }`).join(' ')} } } }`,
    { key, variables: { ids: gtins.slice(0, products) } },
  );

it('100 errors are all listed, beside the data', async () => {
  const { body } = await refused(25, 4);
  expect(body.errors).toHaveLength(100);
  expect(body.data.nodes).toHaveLength(25);
});

it('with more, the operation ends without data, and the last error says why', async () => {
  const { status, body } = await refused(26, 4);
  expect([status, body.data, body.errors.length]).toEqual([200, null, 101]);
  expect(body.errors.at(-1)).toMatchObject({
    message: 'The operation has more than 100 errors, the limit. The first ones are listed.',
    extensions: { code: 'BAD_USER_INPUT', status: 422 },
  });
});

it('a flag that is null is refused for 100 rows, not for each', async () => {
  const { body } = await gateway.graphql(
    `query ($flag: Boolean = true, $ids: [ID!]!) { ${Array.from({ length: 10 }, (_, i) => `n${i}: nodes(ids: $ids) { id @include(if: $flag) }`).join(' ')} }`,
    { key, variables: { flag: null, ids: gtins } },
  );
  expect([body.data, body.errors.length]).toEqual([null, 101]);
});

it('a mutation with more writes what it is about', async () => {
  const claimId = await gateway.fixtures.claim('VEGAN');
  const fields = Array.from({ length: 101 }, (_, i) => `h${i}: history(first: -1) { __typename }`).join(' ');
  const assign = await gateway.graphql(
    `mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { ${fields} } } }`,
    { key, variables: { input: { gtin: gtins[0], claimId } } },
  );
  expect(assign.body.data).toBeNull();
  const { body } = await gateway.graphql(
    'query ($gtin: GTIN!) { product(gtin: $gtin) { claims { nodes { claim { code } } } } }',
    { key, variables: { gtin: gtins[0] } },
  );
  expect(body.data.product.claims.nodes).toEqual([{ claim: { code: 'VEGAN' } }]);
});
