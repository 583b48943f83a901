import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { places, success } from './expectations.js';

let gateway: Gateway;
let organization: string;
let key: string;
let foreignKey: string;
let publishable: string;
let gtin: string;

const labels = ['Beta', 'Alpha', 'Delta', 'Gamma', 'Epsilon'];
const ends = [null, '2027-01-01', '2026-01-01', null, '2027-01-01'];
const uuids: string[] = [];

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  organization = await fixtures.organization();
  key = await fixtures.key(organization);
  foreignKey = await fixtures.key(await fixtures.organization('Another'));
  publishable = await fixtures.key(organization, { type: 'cpk' });
  gtin = await fixtures.product(organization);
  for (const [i, label] of labels.entries()) {
    const id = await fixtures.certification(label.toUpperCase(), { label });
    uuids.push(id);
    await fixtures.certificationAssignment(gtin, id, { expiration_date: ends[i] });
  }
});
afterAll(() => gateway.close());

/** Labels of all pages of the product's certifications, in pages of two, from either end. */
async function pagesOf(orderBy: string, backward: boolean): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page = backward ? 'last: 2, before: $cursor' : 'first: 2, after: $cursor';
    const { body } = await gateway.graphql(
      `query ($gtin: GTIN!, $cursor: String) { product(gtin: $gtin) {
        certifications(${page}, orderBy: ${orderBy}) {
          edges { cursor node { certification { label } } } pageInfo { hasNextPage hasPreviousPage } } } }`,
      { key, variables: { gtin, cursor } },
    );
    const { edges, pageInfo } = body.data.product.certifications;
    const read = edges.map((edge: any) => edge.node.certification.label);
    found.splice(backward ? 0 : found.length, 0, ...read);
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return found;
    cursor = edges.at(backward ? 0 : -1).cursor;
  }
}

describe('the certifications of a product', () => {
  it.each([
    ['{ field: LABEL }', ['Alpha', 'Beta', 'Delta', 'Epsilon', 'Gamma']],
    ['{ field: LABEL, direction: DESC }', ['Gamma', 'Epsilon', 'Delta', 'Beta', 'Alpha']],
    // Equal ones by id, in which they were made; those that do not expire are the last in either direction.
    ['{ field: EXPIRATION_DATE }', ['Delta', 'Alpha', 'Epsilon', 'Beta', 'Gamma']],
    ['{ field: EXPIRATION_DATE, direction: DESC }', ['Epsilon', 'Alpha', 'Delta', 'Gamma', 'Beta']],
  ])('are read in pages in the order %s from either end', async (orderBy, expected) => {
    expect(await pagesOf(orderBy, false)).toEqual(expected);
    expect(await pagesOf(orderBy, true)).toEqual(expected);
  });

  it.each([
    ['filter: { certificationCodes: ["beta", "Delta"] }', ['Beta', 'Delta']],
    ['filter: { validity: [EXPIRED] }', ['Delta']],
    ['filter: { expiresFrom: "2026-01-01", expiresUntil: "2026-12-31" }', ['Delta']],
    ['filter: { activeOn: "2027-01-01" }', ['Alpha', 'Beta', 'Epsilon', 'Gamma']],
    ['filter: { verificationStatus: VERIFIED }', []],
    ['filter: { certificationCodes: [] }', []],
    ['filter: { verificationStatus: null, validity: null }', ['Alpha', 'Beta', 'Delta', 'Epsilon', 'Gamma']],
  ])('are filtered: %s', async (filter, expected) => {
    const query = `{ product(gtin: "${gtin}") { certifications(${filter}) {
      totalCount nodes { certification { label } } } } }`;
    expect((await gateway.graphql(query, { key })).body).toEqual(
      success({
        product: {
          certifications: {
            totalCount: expected.length,
            nodes: expected.map((label) => ({ certification: { label } })),
          },
        },
      }),
    );
  });

  it('keep their statements apart, whichever filters are sent on one connection', async () => {
    for (const filter of ['', '(filter: { validity: [ACTIVE] })', '', '(filter: { validity: [EXPIRED] })']) {
      // Large fields are not prefetched.
      const query = `{ product(gtin: "${gtin}") { certifications${filter} { nodes { scope } } } }`;
      const { body } = await gateway.graphql(query, { key });
      expect(body.errors).toBeUndefined();
    }
  });

  it.each([
    ['filter: { expiresFrom: "2026-02-01", expiresUntil: "2026-01-01" }', ['filter', 'expiresUntil']],
    ['filter: { activeOn: "2026-13-01" }', ['filter', 'activeOn']],
    ['first: 101', ['first']],
    ['after: "x"', ['after']],
  ])('refuse %s', async (args, place) => {
    const query = `{ product(gtin: "${gtin}") { certifications(${args}) { nodes { id } } } }`;
    expect(places(await gateway.graphql(query, { key }))).toEqual([place]);
  });
});

describe('products by the codes of certifications', () => {
  const count = async (filter: string, caller = key) => {
    const { body } = await gateway.graphql(`{ products(filter: ${filter}) { totalCount } }`, { key: caller });
    return body.data.products.totalCount;
  };

  it('hold all of them today', async () => {
    expect(await count('{ certificationCodes: ["alpha", "Beta"] }')).toBe(
      new Date().toISOString() < '2027-01-02' ? 1 : 0,
    );
    expect(await count('{ certificationCodes: ["BETA", "GAMMA", "beta"] }')).toBe(1);
    expect(await count('{ certificationCodes: ["BETA", "DELTA"] }')).toBe(0);
    expect(await count('{ certificationCodes: ["BETA", "NOBODYS"] }')).toBe(0);
    expect(await count('{ certificationCodes: [] }')).toBe(await count('{}'));
  });

  it("take the organization's own of a code that exists globally too", async () => {
    const { fixtures } = gateway;
    const [own, product] = [
      await fixtures.certification('GAMMA', { label: 'Ours', organization_id: organization }),
      await fixtures.product(organization),
    ];
    await fixtures.certificationAssignment(product, own);
    const gtins = async (caller: string) => {
      const query = '{ products(filter: { certificationCodes: ["gamma"] }) { nodes { gtin } } }';
      const { body } = await gateway.graphql(query, { key: caller });
      return body.data.products.nodes.map((node: { gtin: string }) => node.gtin);
    };
    expect(await gtins(key)).toEqual([product]);
    expect(await gtins(foreignKey)).toEqual([gtin]);
  });

  it('refuse more than ten', async () => {
    const codes = JSON.stringify(Array.from({ length: 11 }, (_, i) => `C${i}`));
    const answer = await gateway.graphql(
      `{ products(filter: { certificationCodes: ${codes} }) { totalCount } }`,
      {
        key,
      },
    );
    expect(places(answer)).toEqual([['filter', 'certificationCodes']]);
  });
});

describe('the history of certifications', () => {
  it("is null for publishable keys and for others than the product's owner", async () => {
    const query = `{ product(gtin: "${gtin}") { certificationHistory { totalCount }
      certifications(first: 1) { nodes { history { totalCount } } } } }`;
    for (const caller of [publishable, foreignKey]) {
      const { body } = await gateway.graphql(query, { key: caller });
      expect(body.data.product).toEqual({
        certificationHistory: null,
        certifications: { nodes: [{ history: null }] },
      });
    }
    const { body } = await gateway.graphql(query, { key });
    expect(body.data.product.certificationHistory).toEqual({ totalCount: 0 });
  });

  it('tells assignment, change and removal, and outlives the assignment', async () => {
    const product = await gateway.fixtures.product(organization);
    const write = async (field: string, type: string, input: object) => {
      const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
      expect((await gateway.graphql(query, { key, variables: { input } })).body.errors).toBeUndefined();
    };
    const id = `certification-assignment.${product}.${shortId(uuids[0] as string)}`;
    await write('assignCertification', 'AssignCertificationInput', {
      gtin: product,
      certificationId: `certification.${shortId(uuids[0] as string)}`,
    });
    await write('updateCertificationAssignment', 'UpdateCertificationAssignmentInput', {
      id,
      certificateCountries: ['DE', 'FR'],
    });
    await write('removeCertificationAssignment', 'RemoveCertificationAssignmentInput', { id });
    const { body } = await gateway.graphql(
      `{ product(gtin: "${product}") { certificationHistory { nodes {
        action certification { label } changes { field before after } } } } }`,
      { key },
    );
    const certification = { label: 'Beta' };
    const field = 'CERTIFICATE_COUNTRIES';
    const status = { field: 'VERIFICATION_STATUS', before: 'unverified', after: null };
    expect(body.data.product.certificationHistory.nodes).toEqual([
      { action: 'REMOVED', certification, changes: [status, { field, before: 'DE FR', after: null }] },
      { action: 'UPDATED', certification, changes: [{ field, before: null, after: 'DE FR' }] },
      { action: 'ASSIGNED', certification, changes: [{ ...status, before: null, after: 'unverified' }] },
    ]);
  });
});

describe('a certification in an input', () => {
  it.each([
    ['neither id nor code', {}, [['input', 'certificationId']]],
    [
      'both',
      { certificationId: '2'.repeat(22), certificationCode: 'BETA' },
      [['input', 'certificationCode']],
    ],
    [
      'the global id of a body',
      { certificationId: `certification-body.${'2'.repeat(22)}` },
      [['input', 'certificationId']],
    ],
  ])('is refused with %s', async (_, name, expected) => {
    const query =
      'mutation ($input: AssignCertificationInput!) { assignCertification(input: $input) { __typename } }';
    const answer = await gateway.graphql(query, { key, variables: { input: { gtin, ...name } } });
    expect(places(answer)).toEqual(expected);
  });

  it.each([
    ['a claim', (id: string) => `${gtin}.${id}`],
    ['a certification', (id: string) => `certification.${id}`],
  ])('is refused as the assignment by the id of %s', async (_, idOf) => {
    const query =
      'mutation ($input: RemoveCertificationAssignmentInput!) { removeCertificationAssignment(input: $input) { __typename } }';
    const input = { id: idOf(shortId(uuids[0] as string)) };
    expect(places(await gateway.graphql(query, { key, variables: { input } }))).toEqual([['input', 'id']]);
  });
});
