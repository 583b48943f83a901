// Composes the gateway with another subgraph, and asks both through Hive Gateway, as a client of a supergraph does.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { ask, GTIN, startGateway } from './gateway.mjs';
import { Snippets } from './snippets.mjs';

// A shop, which refers to products, claims and organizations by their keys.
const shop = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])
  type Query { offers: [Offer!]! }
  type Offer @key(fields: "id") { id: ID!  price: Int!  product: Product  badges: [Claim!]!  seller: Organization }
  type Product @key(fields: "gtin") { gtin: GTIN!  price: Int }
  type Claim @key(fields: "code") { code: String!  icon: String! }
  type Organization @key(fields: "id") { id: ID!  rating: Int! }
  type PageInfo @shareable { hasNextPage: Boolean! }
  scalar GTIN
`);

const offer = (id, gtin) => ({ id, price: 250, product: { gtin }, badges: [{ code: 'ORGANIC' }] });

const resolvers = {
  Query: { offers: () => [offer('1', GTIN), offer('2', GTIN.replace(/^0+/, '')), offer('3', '00000000')] },
  Product: { __resolveReference: ({ gtin }) => ({ gtin, price: 250 }) },
  Claim: { __resolveReference: ({ code }) => ({ code }), icon: ({ code }) => `${code.toLowerCase()}.svg` },
  Organization: { __resolveReference: ({ id }) => ({ id }), rating: () => 5 },
};

let page;
let claims;
let server;
let router;

before(async () => {
  page = await Snippets.write('federation');
  claims = await startGateway({ GRAPHQL_FEDERATION: 'on', GRAPHQL_INTROSPECTION: 'authenticated' });
  const yoga = createYoga({
    schema: buildSubgraphSchema([{ typeDefs: shop, resolvers }]),
    logging: false,
  });
  server = createServer(yoga).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
after(async () => {
  await router?.[Symbol.asyncDispose]();
  server?.closeAllConnections();
  server?.close();
  await claims?.close();
  await page?.remove();
});

async function compose(other = shop) {
  const { data } = await ask(claims, '{ _service { sdl } }');
  const url = `http://127.0.0.1:${server.address().port}/graphql`;
  const { errors, supergraphSdl } = composeServices([
    { name: 'claims', url: claims.url, typeDefs: parse(data._service.sdl) },
    { name: 'shop', url, typeDefs: other },
  ]);
  assert.equal(errors, undefined);
  return supergraphSdl;
}

/** Hive Gateway on the supergraph, with the headers that docs/clients.md passes on. */
async function askRouter(query, headers = { 'x-api-key': claims.key }) {
  if (!router) {
    const { propagateHeaders } = await page.import('propagate-headers.ts');
    router = createGatewayRuntime({
      supergraph: await compose(),
      propagateHeaders,
      logging: false,
      maskedErrors: false,
    });
  }
  const response = await router.fetch('http://gateway.example/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { headers: response.headers, ...(await response.json()) };
}

test('composes with a subgraph that refers to its entities', async () => {
  assert.match(await compose(), /type Product/);
});

test('composes with the subgraph of the page', async () => {
  assert.match(await compose(parse(await page.text('shop.graphql'))), /bestsellers/);
});

test('answers for the products of another subgraph', async () => {
  const { data, errors } = await askRouter(`{
    offers { price product { gtin name organization { name rating } } badges { code label icon } }
  }`);
  const [first, second, unknown] = data.offers;
  // Only of the product that is not registered, whose name is missing.
  assert.deepEqual(
    errors.map(({ path }) => path.slice(0, 3)),
    [['offers', 2, 'product']],
  );
  assert.equal(typeof first.product.name, 'string');
  assert.equal(first.product.organization.rating, 5);
  assert.equal(first.badges[0].icon, 'organic.svg');
  assert.equal(second.product.name, first.product.name);
  assert.equal(unknown.product, null);
});

test('is extended by fields of another subgraph', async () => {
  const { data, errors } = await askRouter(
    `{ product(gtin: "${GTIN}") { name price } claimByCode(code: "organic") { label icon } }`,
  );
  assert.equal(errors, undefined);
  assert.equal(data.product.price, 250);
  assert.equal(data.claimByCode.icon, 'organic.svg');
});

test('gets the credential of the client, and its absence', async () => {
  const { data, errors } = await askRouter(`{ product(gtin: "${GTIN}") { name } }`, {});
  assert.equal(data?.product ?? null, null);
  assert.match(errors[0].message, /credential|401/i);
});

test('lets the client see how much of its quota is left', async () => {
  const { headers } = await askRouter(`{ product(gtin: "${GTIN}") { name } }`);
  assert.match(headers.get('ratelimit-remaining'), /^\d+$/);
});
