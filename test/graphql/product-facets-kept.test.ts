import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let key: string;
let admin: pg.Client;
let vegan: string;

const FACETS = `query ($filter: ProductFilter, $first: Int = 20) { products(first: 0, filter: $filter) { facets {
  sources { source count } claims(first: $first) { claim { code } count } } } }`;
const ask = (variables: object = {}) => gateway.graphql(FACETS, { key, variables });

/** Has each scan of the assignments take longer than a search may. */
async function slowDown(): Promise<void> {
  await admin.query('alter table claim_assignment rename to stored_assignment');
  await admin.query(`create view claim_assignment as
    select s.* from stored_assignment s cross join (select pg_sleep(1.2)) as slowly`);
}

beforeEach(async () => {
  gateway = await startGateway();
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  key = await fixtures.key(organization);
  vegan = await fixtures.claim('VEGAN');
  const kosher = await fixtures.claim('KOSHER');
  for (const claims of [[vegan], [vegan, kosher]]) {
    const gtin = await fixtures.product(organization);
    for (const claim of claims) await fixtures.assignment(gtin, claim);
  }
  admin = new pg.Client(gateway.databaseUrl);
  await admin.connect();
});
afterEach(async () => {
  await admin.end();
  await gateway.close();
});

const BOTH = {
  sources: [{ source: 'BRAND_SELF_DECLARED', count: 2 }],
  claims: [
    { claim: { code: 'VEGAN' }, count: 2 },
    { claim: { code: 'KOSHER' }, count: 1 },
  ],
};

describe('facets of everything that take longer than a search may', () => {
  it('are a 503 at first, and kept counts for those who ask again', async () => {
    await slowDown();
    const { body } = await ask();
    expect(body.errors[0].extensions.problem).toMatchObject({
      status: 503,
      detail: 'So many products are counted in the background. Please ask again in a few seconds.',
      retryable: true,
      retry_after: 5,
    });
    await eventually(async () => (await ask()).body.errors === undefined);
    expect((await ask()).body.data.products.facets).toEqual(BOTH);
    const ofOne = await ask({ first: 1 });
    expect(ofOne.body.data.products.facets).toEqual({ ...BOTH, claims: BOTH.claims.slice(0, 1) });
  });
});

it('facets of other filters are never kept', async () => {
  await slowDown();
  const { body } = await ask({ filter: { claims: { none: ['KOSHER'] } } });
  expect(body.errors[0].extensions.problem.detail).toMatch(/^The search took longer/);
});

it('facets that can be counted in time are as of now', async () => {
  expect((await ask()).body.data.products.facets).toEqual(BOTH);
  await admin.query('delete from claim_assignment where claim_id = $1', [vegan]);
  expect((await ask()).body.data.products.facets.claims).toEqual([{ claim: { code: 'KOSHER' }, count: 1 }]);
});
