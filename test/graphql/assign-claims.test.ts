import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const MUTATION = `mutation ($input: AssignClaimsInput!) {
  assignClaims(input: $input) {
    created updated failed
    results {
      index
      assignment { id source validFrom evidenceUrl evidenceNote metadata createdAt updatedAt claim { code } product { gtin } }
      problem { code status title detail retryable details { loc msg type } }
    }
  }
}`;

let gateway: Gateway;
let key: string;
let organization: string;
let foreignGtin: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  organization = await fixtures.organization();
  key = await fixtures.key(organization);
  foreignGtin = await fixtures.product(await fixtures.organization('Another'));
  await fixtures.claim('NON_GMO');
  await fixtures.claim('VEGAN');
});
afterAll(() => gateway.close());

async function assign(input: object): Promise<any> {
  const { status, body } = await gateway.graphql(MUTATION, { key, variables: { input } });
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  return body.data.assignClaims;
}

describe('assignClaims', () => {
  it('returns one result for each row, in their order', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const { results, ...counts } = await assign({
      assignments: [
        { gtin, claimCode: 'vegan', metadata: { lot: '7', a: '' }, evidenceNote: 'Audited.' },
        { gtin: foreignGtin, claimCode: 'VEGAN' },
        { gtin: '123', claimCode: 'VEGAN' },
        { gtin, claimCode: 'NON_GMO', source: 'THIRD_PARTY_VERIFIED' },
      ],
    });
    expect(counts).toEqual({ created: 2, updated: 0, failed: 2 });
    expect(results.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2, 3]);
    expect(results[0]).toMatchObject({
      assignment: {
        source: 'BRAND_SELF_DECLARED',
        evidenceNote: 'Audited.',
        evidenceUrl: '',
        metadata: { lot: '7' },
        claim: { code: 'VEGAN' },
        product: { gtin },
      },
      problem: null,
    });
    expect(results[0].assignment.createdAt).toBe(results[0].assignment.updatedAt);
    expect(results[1]).toEqual({
      index: 1,
      assignment: null,
      problem: {
        code: 'FORBIDDEN',
        status: 403,
        title: 'Forbidden',
        detail: 'Another organization owns this product.',
        retryable: false,
        details: [],
      },
    });
    expect(results[2].problem).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: [{ loc: ['input', 'assignments', '2', 'gtin'], type: 'string_too_short' }],
    });
  });

  it('shows the evidence of assignments that existed, to those who select it', async () => {
    const gtin = await gateway.fixtures.product(organization);
    await assign({ assignments: [{ gtin, claimCode: 'VEGAN', evidenceNote: 'Audited.' }] });
    const { updated, results } = await assign({
      onExisting: 'UPDATE',
      assignments: [{ gtin, claimCode: 'VEGAN', validFrom: '2026-01-01' }],
    });
    expect(updated).toBe(1);
    expect(results[0].assignment).toMatchObject({ evidenceNote: 'Audited.', validFrom: '2026-01-01' });
  });

  it('stores nothing with ROLLBACK when a row fails', async () => {
    const gtin = await gateway.fixtures.product(organization);
    const { results, ...counts } = await assign({
      onError: 'ROLLBACK',
      assignments: [
        { gtin, claimCode: 'VEGAN' },
        { gtin, claimCode: 'NONE' },
      ],
    });
    expect(counts).toEqual({ created: 0, updated: 0, failed: 2 });
    expect(results[0].problem).toMatchObject({
      code: 'CONFLICT',
      detail: 'Another row of the batch failed, so that nothing was stored.',
    });
    expect(results[1].problem).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });

  it.each([
    ['no rows', { assignments: [] }, ['input', 'assignments'], 'too_short'],
    [
      'too many rows',
      { assignments: Array.from({ length: 1_001 }, () => ({ gtin: '9520000000011', claimCode: 'A' })) },
      ['input', 'assignments'],
      'too_long',
    ],
  ])('is BAD_USER_INPUT as a whole for %s', async (_, input, loc, type) => {
    const { body } = await gateway.graphql(MUTATION, { key, variables: { input } });
    expect(body.data.assignClaims).toBeNull();
    expect(body.errors[0].extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problem: { details: [{ loc, type }] },
    });
  });

  it.each([
    ['a row that is no object', { assignments: ['x'] }],
    ['an unknown policy', { onError: 'IGNORE', assignments: [{ gtin: '9520000000011' }] }],
  ])('is refused by the schema for %s', async (_, input) => {
    const { body } = await gateway.graphql(MUTATION, { key, variables: { input } });
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('has an answer of a thousand rows within the cost of an operation', async () => {
    const gtins = await Promise.all(Array.from({ length: 10 }, () => gateway.fixtures.product(organization)));
    const assignments = Array.from({ length: 1_000 }, (_, i) => ({
      gtin: gtins[i % 10],
      claimCode: i < 20 ? ['VEGAN', 'NON_GMO'][Math.floor(i / 10)] : 'NONE',
    }));
    const { created, failed } = await assign({ assignments });
    expect({ created, failed }).toEqual({ created: 20, failed: 980 });
  });
});

it('a readonly key is FORBIDDEN as a whole', async () => {
  const readonly = await gateway.fixtures.key(organization, { role: 'readonly' });
  const variables = { input: { assignments: [{ gtin: '9520000000011', claimCode: 'VEGAN' }] } };
  const { body } = await gateway.graphql(MUTATION, { key: readonly, variables });
  expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
});
