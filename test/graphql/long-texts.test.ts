import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

/** Almost as long as a body may be. */
const LONG = 'a'.repeat(450_000);

it.each([
  ['a code', 'query ($v: String!) { claimByCode(code: $v) { id } }', 'claimByCode'],
  ['the code of a filter', 'query ($v: String!) { claims(filter: { code: $v }) { nodes { id } } }', 'claims'],
  ['a label', 'query ($v: String!) { claims(filter: { label: $v }) { nodes { id } } }', 'claims'],
  ['a brand', 'query ($v: String!) { products(filter: { brand: $v }) { nodes { id } } }', 'products'],
  ['words', 'query ($v: String!) { products(filter: { text: $v }) { nodes { id } } }', 'products'],
  [
    'a code of a list',
    'query ($v: String!) { products(filter: { claimCodes: [$v] }) { nodes { id } } }',
    'products',
  ],
  ['a cursor', 'query ($v: String!) { claims(after: $v) { nodes { id } } }', 'claims'],
  ['a GTIN', 'query ($v: GTIN!) { product(gtin: $v) { name } }', 'product'],
])('%s that is longer than any is refused', async (_what, query, field) => {
  const statements = gateway.database.statementCount;
  const { body } = await gateway.graphql(query, { key, variables: { v: LONG } });
  expect(body.errors).toHaveLength(1);
  expect(body.errors[0]).toMatchObject({ path: [field], extensions: { status: 422 } });
  expect(JSON.stringify(body).length).toBeLessThan(2_000);
  expect(gateway.database.statementCount).toBe(statements);
});

it('a code of 1,000 characters names nothing', async () => {
  const query = 'query ($v: String!) { claimByCode(code: $v) { id } }';
  const { body } = await gateway.graphql(query, { key, variables: { v: 'a'.repeat(1_000) } });
  expect(body).toMatchObject({ data: { claimByCode: null } });
});

it.each(['.'.repeat(450_000), LONG])('a global id that is longer than any names nothing', async (v) => {
  const query = 'query ($v: ID!) { node(id: $v) { id } }';
  const { body } = await gateway.graphql(query, { key, variables: { v } });
  expect(body).toMatchObject({ data: { node: null } });
});
