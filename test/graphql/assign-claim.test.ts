import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError } from './expectations.js';

const ASSIGN = `mutation ($input: AssignClaimInput!) {
  assignClaim(input: $input) {
    assignment {
      __typename id source validFrom expirationDate evidenceUrl evidenceNote metadata createdAt updatedAt
      claim { __typename id code label category requiresDefinition description }
      product { __typename id gtin name brand createdAt organization { id name } }
    }
  }
}`;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let gateway: Gateway;
let organization: string;
let key: string;
let codes = 0;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization('Meadow Foods');
  key = await gateway.fixtures.key(organization);
});
afterAll(() => gateway.close());

const newClaim = () => gateway.fixtures.claim(`CLAIM_${++codes}`);
const assign = (input: object, caller = key): Promise<Answer> =>
  gateway.graphql(ASSIGN, { key: caller, variables: { input } });

describe('assignClaim', () => {
  it('gives the assignment with every field as it was sent', async () => {
    const gtin = await gateway.fixtures.product(organization, { name: 'Oat drink', brand: 'Meadow' });
    const claim = await gateway.fixtures.claim('NON_GMO', {
      label: 'Non-GMO',
      category: 'INGREDIENT_ABSENCE',
      description: 'Made without genetically modified organisms.',
    });
    const answer = await assign({
      gtin,
      claimId: shortId(claim),
      source: 'THIRD_PARTY_VERIFIED',
      validFrom: '2024-02-29',
      expirationDate: '2025-12-31',
      evidenceUrl: 'https://example.com/certificate?id=1#page',
      evidenceNote: 'Audited 🌾\nSecond line.',
      metadata: { order_id: '6735', ['__proto__']: 'kept', dropped: '' },
    });
    expect(answer.status).toBe(200);
    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data.assignClaim.assignment).toEqual({
      __typename: 'ClaimAssignment',
      id: `${gtin}.${shortId(claim)}`,
      source: 'THIRD_PARTY_VERIFIED',
      validFrom: '2024-02-29',
      expirationDate: '2025-12-31',
      evidenceUrl: 'https://example.com/certificate?id=1#page',
      evidenceNote: 'Audited 🌾\nSecond line.',
      metadata: JSON.parse('{"order_id": "6735", "__proto__": "kept"}'),
      createdAt: expect.stringMatching(DATE_TIME),
      updatedAt: answer.body.data.assignClaim.assignment.createdAt,
      claim: {
        __typename: 'Claim',
        id: shortId(claim),
        code: 'NON_GMO',
        label: 'Non-GMO',
        category: 'INGREDIENT_ABSENCE',
        requiresDefinition: false,
        description: 'Made without genetically modified organisms.',
      },
      product: {
        __typename: 'Product',
        id: gtin,
        gtin,
        name: 'Oat drink',
        brand: 'Meadow',
        createdAt: expect.stringMatching(DATE_TIME),
        organization: { id: `organization.${shortId(organization)}`, name: 'Meadow Foods' },
      },
    });
  });

  it('fills in the defaults', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const answer = await assign({ gtin, claimId: await newClaim() });
    expect(answer.body.data.assignClaim.assignment).toMatchObject({
      source: 'BRAND_SELF_DECLARED',
      validFrom: null,
      expirationDate: null,
      evidenceUrl: '',
      evidenceNote: '',
      metadata: {},
    });
  });

  it('takes null where the schema allows it for nothing given', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claimId = await newClaim();
    const answer = await assign({ gtin, claimId, validFrom: null, expirationDate: null, metadata: null });
    expect(answer.body.data.assignClaim.assignment).toMatchObject({
      validFrom: null,
      expirationDate: null,
      metadata: {},
    });
  });

  it('takes literals as it takes variables', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claimId = shortId(await newClaim());
    const answer = await gateway.graphql(
      `mutation ($value: String!) { assignClaim(input: { gtin: "${gtin}", claimId: "${claimId}",
        source: THIRD_PARTY_VERIFIED, validFrom: "2026-01-01", metadata: { lot: $value, __proto__: "x" }
      }) { assignment { source validFrom metadata } } }`,
      { key, variables: { value: '17' } },
    );
    expect(answer.body.data.assignClaim.assignment).toEqual({
      source: 'THIRD_PARTY_VERIFIED',
      validFrom: '2026-01-01',
      metadata: JSON.parse('{"lot": "17", "__proto__": "x"}'),
    });
  });

  it('takes a GTIN of fewer digits and a canonical id in any letter case', async () => {
    const gtin = await gateway.fixtures.product(organization, { gtin: '00000096385074' });
    const claim = await newClaim();
    const answer = await assign({ gtin: '96385074', claimId: claim.toUpperCase() });
    expect(answer.body.data.assignClaim.assignment.id).toBe(`${gtin}.${shortId(claim)}`);
  });

  it('records who assigned what in the history', async () => {
    const gtin = await gateway.fixtures.product(organization);
    await assign({ gtin, claimId: await newClaim(), validFrom: '2026-01-01' });
    const events = await gateway.database.query(
      unprepared('select action, actor, changes from claim_assignment_event where gtin = $1'),
      [gtin],
    );
    expect(events).toEqual([
      {
        action: 'ASSIGNED',
        actor: expect.stringMatching(/^key\.[2-9A-Za-z]{22}$/),
        changes: [
          { field: 'source', before: null, after: 'BRAND_SELF_DECLARED' },
          { field: 'validFrom', before: null, after: '2026-01-01' },
        ],
      },
    ]);
  });

  it('lets a manager write as an editor does', async () => {
    const manager = await gateway.fixtures.key(organization, { type: 'csu', role: 'manager' });
    const gtin = await gateway.fixtures.product(organization);
    const answer = await assign({ gtin, claimId: await newClaim() }, manager);
    expect(answer.body.errors).toBeUndefined();
  });
});

describe('several mutations in one request', () => {
  const PAIR = `mutation ($a: AssignClaimInput!, $b: AssignClaimInput!) {
    a: assignClaim(input: $a) { ...Assigned }
    b: assignClaim(input: $b) { ...Assigned }
  }
  fragment Assigned on AssignClaimPayload {
    assignment { id product { claims { totalCount nodes { claim { code } } } } }
  }`;

  it('are independent: one fails, the other is stored', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claimId = await newClaim();
    const answer = await gateway.graphql(PAIR, {
      key,
      variables: { a: { gtin: '09529999999999', claimId }, b: { gtin, claimId } },
    });
    expect(answer.status).toBe(200);
    expect(onlyError(answer).path).toEqual(['a']);
    expect(answer.body.data.a).toBeNull();
    expect(answer.body.data.b.assignment.id).toBe(`${gtin}.${shortId(claimId)}`);
  });

  it('run in order, and each sees what those before it stored', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claims = [await gateway.fixtures.claim('ORDER_1'), await gateway.fixtures.claim('ORDER_2')];
    const [a, b] = claims.map((claimId) => ({ gtin, claimId }));
    const { body } = await gateway.graphql(PAIR, { key, variables: { a, b } });
    expect(body.errors).toBeUndefined();
    expect(body.data.a.assignment.product.claims).toEqual({
      totalCount: 1,
      nodes: [{ claim: { code: 'ORDER_1' } }],
    });
    expect(body.data.b.assignment.product.claims).toEqual({
      totalCount: 2,
      nodes: [{ claim: { code: 'ORDER_1' } }, { claim: { code: 'ORDER_2' } }],
    });
  });

  it('of the same pair: the second is a CONFLICT', async () => {
    const input = { gtin: await gateway.fixtures.product(organization), claimId: await newClaim() };
    const answer = await gateway.graphql(PAIR, { key, variables: { a: input, b: input } });
    expect(answer.body.data.a).not.toBeNull();
    expect(onlyError(answer)).toMatchObject({ path: ['b'], extensions: { code: 'CONFLICT' } });
  });
});
