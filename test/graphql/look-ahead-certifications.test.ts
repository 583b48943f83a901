import { HILL_FARM, insertOrganizations, MEADOW_FOODS, resetCatalogue } from '../queries/data-set.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

/**
 * Certifications that are prefetched with their products must be those that the loaders read. Each selection is sent twice:
 * as it is, and beside certifications in another order, which leaves all of them to the loaders.
 */

let gateway: Gateway;
const keys: Record<string, string> = {};

beforeAll(async () => {
  gateway = await shareGateway();
  await insertOrganizations(gateway.database);
  await resetCatalogue(gateway.database);
  keys.owner = await gateway.fixtures.key(MEADOW_FOODS);
  keys.other = await gateway.fixtures.key(HILL_FARM);
  const fullProduct = await gateway.fixtures.product(MEADOW_FOODS, { gtin: '09520000000050' });
  for (let n = 0; n < 30; n++) {
    // Labels run another way than ids, and some are shared.
    const values = { label: `Many ${(n * 7) % 10}`, logo_url: n % 2 ? 'https://example.com/logo.png' : null };
    const id = await gateway.fixtures.certification(`MANY_${n}`, values);
    await gateway.fixtures.certificationAssignment(fullProduct, id, {
      audit_date: n % 3 ? '2026-01-01' : null,
      certificate_countries: n % 2 ? ['DE', 'FR'] : [],
    });
  }
});
afterAll(() => gateway.close());

const OTHER_ORDER = 'beside: certifications(first: 3, orderBy: { direction: DESC }) { nodes { id } }';

const EVERYTHING = `id validFrom expirationDate isActive(on: "2026-01-01") certificateNumber issuingBody verificationUrl
  verificationStatus certificationValue auditDate initialCertificationDate certificateCountries createdAt updatedAt
  product { gtin } certification { id code label description url logoUrl program standard
    certificationBody { name } organization { name } }`;

const CLAIMS = 'claims(first: 2) { nodes { claim { code } } }';

const lists: [isAhead: boolean, list: string][] = [
  [true, `certifications { nodes { ${EVERYTHING} } }`],
  [
    true,
    `certifications(first: 2) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount }`,
  ],
  [true, `certifications(first: 0) { nodes { id } pageInfo { hasNextPage } }`],
  [true, `${CLAIMS} certifications(first: 100, filter: { validity: null }) { nodes { ${EVERYTHING} } }`],
  [true, `certifications(first: 2) { nodes { id } } again: certifications(first: 2) { nodes { isActive } }`],
  [false, `certifications(first: 2) { nodes { id scope } }`],
  [false, `certifications(first: 2) { nodes { id metadata } }`],
  [false, `certifications(last: 2) { nodes { id } }`],
  [false, `certifications(filter: { verificationStatus: VERIFIED }) { nodes { id } }`],
  [false, `certifications(orderBy: { field: EXPIRATION_DATE }) { nodes { id } }`],
  [false, `certifications(first: 2) { nodes { id } } again: certifications(first: 3) { nodes { id } }`],
];

async function ask(root: string, list: string, key: string | undefined) {
  const statements: string[] = [];
  gateway.database.observer = ({ text }) => statements.push(text);
  const { body } = await gateway.graphql(`{ ${root.replace('$list', list)} }`, { key: key as string });
  gateway.database.observer = undefined;
  expect(body.errors).toBeUndefined();
  const text = JSON.stringify(body.data, (name, value) => (name === 'beside' ? undefined : value));
  return { data: JSON.parse(text), isAhead: statements.some((one) => one.includes('as certifications')) };
}

describe.each([
  'product(gtin: "09520000000001") { gtin $list }',
  'product(gtin: "09520000000050") { gtin $list }',
  'products(first: 5) { nodes { gtin $list } }',
])('certifications below %s', (root) => {
  it.each(lists)('are read ahead (%s) as the loaders read them: %s', async (isAhead, list) => {
    for (const key of [keys.owner, keys.other]) {
      const given = await ask(root, list, key);
      const loaded = await ask(root, `${list} ${OTHER_ORDER}`, key);
      expect([given.isAhead, loaded.isAhead]).toEqual([isAhead, false]);
      expect(given.data).toEqual(loaded.data);
    }
  });
});
