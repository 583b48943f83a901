import { unprepared } from '../../src/database/statement.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError } from './expectations.js';

const ASSIGN = `mutation ($input: AssignClaimInput!) {
  assignClaim(input: $input) { assignment { id } }
}`;
/** The largest short form that names an id, and the first that names none. */
const UNKNOWN_SHORT_ID = 'oZEq7ovRbLq6UnGMPwc8B5';
const BEYOND_SHORT_ID = 'oZEq7ovRbLq6UnGMPwc8B6';

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

describe('assignClaim refuses', () => {
  /** What every refusal of a field looks like: HTTP 200, a null payload and the path to it. */
  function refusal(answer: Answer) {
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ assignClaim: null });
    const error = onlyError(answer);
    expect(error.path).toEqual(['assignClaim']);
    expect(error.locations).toEqual([{ line: 2, column: 3 }]);
    return error;
  }

  it('a pair that exists: CONFLICT', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const claimId = await newClaim();
    await gateway.fixtures.assignment(gtin, claimId, { source: 'THIRD_PARTY_VERIFIED' });
    const error = refusal(await assign({ gtin, claimId }));
    expect(error.extensions).toEqual({
      code: 'CONFLICT',
      status: 409,
      problem: {
        type: 'https://closient.com/docs/errors/conflict',
        title: 'Conflict',
        status: 409,
        detail: 'The claim is already assigned to this product.',
        error_code: 'conflict',
        retryable: false,
        timestamp: expect.any(String),
      },
    });
    const [row] = await gateway.database.query(
      unprepared<{ source: string }>('select source from claim_assignment where gtin = $1'),
      [gtin],
    );
    expect(row?.source).toBe('THIRD_PARTY_VERIFIED');
  });

  it('an unknown product: NOT_FOUND at input.gtin', async () => {
    const { extensions } = refusal(await assign({ gtin: '09529999999999', claimId: await newClaim() }));
    expect(extensions).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(extensions.problem.details).toEqual([
      { loc: ['input', 'gtin'], msg: 'Product not found', type: 'not_found' },
    ]);
  });

  it.each([
    UNKNOWN_SHORT_ID,
    BEYOND_SHORT_ID,
    'zzzzzzzzzzzzzzzzzzzzzz',
    '00000000-0000-7000-8000-000000000000',
  ])('an unknown claim (%s): NOT_FOUND at input.claimId', async (claimId) => {
    const gtin = await gateway.fixtures.product(organization);
    const { extensions } = refusal(await assign({ gtin, claimId }));
    expect(extensions).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(extensions.problem.details).toEqual([
      { loc: ['input', 'claimId'], msg: 'Claim not found', type: 'not_found' },
    ]);
  });

  it('both unknown: the product first', async () => {
    const { extensions } = refusal(await assign({ gtin: '09529999999999', claimId: UNKNOWN_SHORT_ID }));
    expect(extensions.problem.details[0].loc).toEqual(['input', 'gtin']);
  });

  it("another organization's product: FORBIDDEN, even when the claim is unknown or assigned", async () => {
    const gtin = await gateway.fixtures.product(await gateway.fixtures.organization('Other'));
    const claimId = await newClaim();
    await gateway.fixtures.assignment(gtin, claimId);
    for (const one of [claimId, await newClaim(), UNKNOWN_SHORT_ID]) {
      const { extensions } = refusal(await assign({ gtin, claimId: one }));
      expect(extensions).toMatchObject({ code: 'FORBIDDEN', status: 403 });
      expect(extensions.problem).not.toHaveProperty('details');
    }
  });

  it.each([
    ['readonly', { role: 'readonly' }],
    ['cpk', { type: 'cpk', role: 'readonly' }],
  ] as const)('a %s credential: FORBIDDEN, before anything else is looked at', async (_, kind) => {
    const reader = await gateway.fixtures.key(organization, kind);
    const gtin = await gateway.fixtures.product(organization);
    for (const input of [
      { gtin, claimId: await newClaim() },
      { gtin: 'x', claimId: 'y' },
    ]) {
      const { extensions } = refusal(await assign(input, reader));
      expect(extensions).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    }
    const [row] = await gateway.database.query(
      unprepared<{ n: number }>('select count(*)::int as n from claim_assignment where gtin = $1'),
      [gtin],
    );
    expect(row?.n).toBe(0);
  });

  it('input that breaks rules: BAD_USER_INPUT with every place', async () => {
    const { extensions } = refusal(
      await assign({
        gtin: '1234567',
        claimId: 'nothing',
        validFrom: '2025-02-29',
        expirationDate: '31.12.2025',
        evidenceUrl: 'ftp://example.com',
        evidenceNote: 'a\u0000b',
        metadata: { ['k'.repeat(41)]: 'x', number: 1 },
      }),
    );
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    const locs = extensions.problem.details.map((detail: { loc: string[] }) => detail.loc);
    expect(locs).toEqual([
      ['input', 'gtin'],
      ['input', 'claimId'],
      ['input', 'validFrom'],
      ['input', 'expirationDate'],
      ['input', 'evidenceUrl'],
      ['input', 'evidenceNote'],
      ['input', 'metadata', 'k'.repeat(41)],
      ['input', 'metadata', 'number'],
    ]);
  });
});
