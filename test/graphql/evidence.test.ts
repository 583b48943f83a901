import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const FIELDS = 'evidenceUrl evidenceNote';
const shown = { evidenceUrl: 'https://example.com/audit', evidenceNote: 'Audited.' };
const hidden = { evidenceUrl: null, evidenceNote: null };

let gateway: Gateway;
let owner: string;
let other: string;
let gtin: string;
let id: string;

beforeAll(async () => {
  gateway = await shareGateway();
  owner = await gateway.fixtures.organization('Owner');
  other = await gateway.fixtures.organization('Other');
  gtin = await gateway.fixtures.product(owner);
  const claim = await gateway.fixtures.claim('VEGAN');
  id = `${gtin}.${shortId(claim)}`;
  await gateway.fixtures.assignment(gtin, claim, {
    evidence_url: shown.evidenceUrl,
    evidence_note: shown.evidenceNote,
  });
});
afterAll(() => gateway.close());

/** The evidence as a caller finds it, by every way that leads to it. */
async function evidence(key: string): Promise<object[]> {
  const { body } = await gateway.graphql(
    `query ($id: ID!, $gtin: GTIN!) {
      node(id: $id) { ... on ClaimAssignment { ${FIELDS} product { claims { nodes { ${FIELDS} } } } } }
      product(gtin: $gtin) { claims { nodes { ${FIELDS} } edges { node { ${FIELDS} } } } }
      products { nodes { claims { nodes { ${FIELDS} } } } }
      claimByCode(code: "VEGAN") { assignments { nodes { ${FIELDS} } } }
    }`,
    { key, variables: { id, gtin } },
  );
  const { product, ...own } = body.data.node;
  return [
    own,
    product.claims.nodes[0],
    body.data.product.claims.nodes[0],
    body.data.product.claims.edges[0].node,
    body.data.products.nodes[0].claims.nodes[0],
    body.data.claimByCode.assignments.nodes[0],
  ];
}

describe('evidence', () => {
  it.each([
    ['an editor', { role: 'editor' }],
    ['a manager', { role: 'manager' }],
    ['a read-only key', { role: 'readonly' }],
    ["a user's key", { type: 'csu', role: 'readonly' }],
  ] as const)('is shown to %s of the organization that owns the product', async (_, kind) => {
    for (const seen of await evidence(await gateway.fixtures.key(owner, kind))) expect(seen).toEqual(shown);
  });

  it('is null to a publishable key of that organization', async () => {
    const key = await gateway.fixtures.key(owner, { type: 'cpk', role: 'readonly' });
    for (const seen of await evidence(key)) expect(seen).toEqual(hidden);
  });

  it.each(['csb', 'cpk'] as const)('is null to a %s key of another organization', async (type) => {
    const key = await gateway.fixtures.key(other, { type, role: 'readonly' });
    for (const seen of await evidence(key)) expect(seen).toEqual(hidden);
  });

  it('is told apart product by product in one list', async () => {
    const claim = await gateway.fixtures.claim('KOSHER');
    const mine = await gateway.fixtures.product(other);
    await gateway.fixtures.assignment(mine, claim, { evidence_note: 'Mine.' });
    const { body } = await gateway.graphql(`{ products { nodes { gtin claims { nodes { ${FIELDS} } } } } }`, {
      key: await gateway.fixtures.key(other),
    });
    expect(body.data.products.nodes).toEqual([
      { gtin, claims: { nodes: [hidden] } },
      { gtin: mine, claims: { nodes: [{ evidenceUrl: '', evidenceNote: 'Mine.' }] } },
    ]);
  });

  it('goes with the product to its new owner', async () => {
    await gateway.database.query(unprepared('update product set organization_id = $2 where gtin = $1'), [
      gtin,
      other,
    ]);
    for (const seen of await evidence(await gateway.fixtures.key(owner))) expect(seen).toEqual(hidden);
    for (const seen of await evidence(await gateway.fixtures.key(other))) expect(seen).toEqual(shown);
  });
});
