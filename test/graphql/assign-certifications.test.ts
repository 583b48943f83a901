import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const MUTATION = `mutation ($input: AssignCertificationsInput!) {
  assignCertifications(input: $input) {
    created updated failed
    results {
      index
      assignment {
        id validFrom certificateNumber verificationStatus scope certificateCountries metadata createdAt updatedAt
        certification { code } product { gtin }
      }
      problem { code status title detail retryable details { loc msg type } }
    }
  }
}`;

let gateway: Gateway;
let key: string;
let organization: string;
let foreignGtin: string;
let certification: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  organization = await fixtures.organization();
  key = await fixtures.key(organization);
  const another = await fixtures.organization('Another');
  foreignGtin = await fixtures.product(another);
  certification = shortId(await fixtures.certification('ORGANIC'));
  await fixtures.certification('FAIR');
  await fixtures.certification('HOUSE', { organization_id: another });
});
afterAll(() => gateway.close());

async function assign(input: object, query = MUTATION): Promise<any> {
  const { status, body } = await gateway.graphql(query, { key, variables: { input } });
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  return body.data.assignCertifications;
}

const freshProduct = () => gateway.fixtures.product(organization);

describe('assignCertifications', () => {
  it('returns one result for each row, in their order', async () => {
    const gtin = await freshProduct();
    const { results, ...counts } = await assign({
      assignments: [
        {
          gtin,
          certificationCode: 'organic',
          certificateCountries: ['DE', 'FR'],
          metadata: { lot: '7', a: '' },
        },
        { gtin: foreignGtin, certificationCode: 'ORGANIC' },
        { gtin: '123', certificationCode: 'ORGANIC' },
        { gtin, certificationCode: 'HOUSE' },
        { gtin, certificationCode: 'FAIR', verificationStatus: 'VERIFIED' },
      ],
    });
    expect(counts).toEqual({ created: 2, updated: 0, failed: 3 });
    expect(results.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(results[0]).toMatchObject({
      assignment: {
        id: `certification-assignment.${gtin}.${certification}`,
        verificationStatus: 'UNVERIFIED',
        scope: '',
        certificateCountries: ['DE', 'FR'],
        metadata: { lot: '7' },
        certification: { code: 'ORGANIC' },
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
    expect(results[3].problem).toMatchObject({
      code: 'NOT_FOUND',
      details: [{ loc: ['input', 'assignments', '3', 'certificationCode'], type: 'not_found' }],
    });
    expect(results[4].assignment).toMatchObject({ verificationStatus: 'VERIFIED' });
  });

  it.each([
    ['global id', (id: string) => `certification.${id}`],
    ['short id', (id: string) => id],
  ])('names certifications by their %s', async (_, written) => {
    const assignments = [{ gtin: await freshProduct(), certificationId: written(certification) }];
    expect(await assign({ assignments })).toMatchObject({ created: 1 });
  });

  it('changes what rows send of assignments that exist, and shows their scope to those who select it', async () => {
    const gtin = await freshProduct();
    const row = { gtin, certificationCode: 'FAIR' };
    await assign({ assignments: [{ ...row, scope: 'Packing.', certificateNumber: 'F-1' }] });
    const input = { onExisting: 'UPDATE', assignments: [{ ...row, validFrom: '2026-01-01' }] };
    const { updated, results } = await assign(input);
    expect(updated).toBe(1);
    expect(results[0].assignment).toMatchObject({
      scope: 'Packing.',
      certificateNumber: 'F-1',
      validFrom: '2026-01-01',
    });
    const brief = await assign(input, MUTATION.replace(' scope', ''));
    expect(brief.results[0].assignment).toMatchObject({ certificateNumber: 'F-1', validFrom: '2026-01-01' });
  });

  it('does not count scopes that are not selected against what existing assignments may hold', async () => {
    const gtins = await Promise.all(Array.from({ length: 40 }, freshProduct));
    await assign({
      assignments: gtins
        .slice(0, 20)
        .map((gtin) => ({ gtin, certificationCode: 'FAIR', scope: 'ä'.repeat(10_000) })),
    });
    await assign({
      assignments: gtins
        .slice(20)
        .map((gtin) => ({ gtin, certificationCode: 'FAIR', scope: 'ä'.repeat(10_000) })),
    });
    const input = {
      onExisting: 'UPDATE',
      assignments: gtins.map((gtin) => ({ gtin, certificationCode: 'FAIR', certificateNumber: 'F-2' })),
    };
    const { body } = await gateway.graphql(MUTATION, { key, variables: { input } });
    expect(body.errors[0].extensions.problem.details).toMatchObject([{ type: 'too_large' }]);
    expect(await assign(input, MUTATION.replace(' scope', ''))).toMatchObject({ updated: 40 });
  });

  it('stores nothing with ROLLBACK when a row fails', async () => {
    const gtin = await freshProduct();
    const { results, ...counts } = await assign({
      onError: 'ROLLBACK',
      assignments: [
        { gtin, certificationCode: 'FAIR' },
        { gtin, certificationCode: 'NONE' },
      ],
    });
    expect(counts).toEqual({ created: 0, updated: 0, failed: 2 });
    expect(results[0].problem).toMatchObject({
      code: 'CONFLICT',
      detail: 'Another row of the batch failed, so that nothing was stored.',
    });
    expect(results[1].problem).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });

  it('fails a row with null for what cannot be null', async () => {
    const gtin = await freshProduct();
    const names = ['certificateNumber', 'verificationStatus', 'scope', 'certificateCountries'];
    const { results } = await assign({
      assignments: names.map((name) => ({ gtin, certificationCode: 'FAIR', [name]: null })),
    });
    expect(results.map(({ problem }: any) => problem.details.map(({ loc }: any) => loc.at(-1)))).toEqual(
      names.map((name) => [name]),
    );
  });

  it.each([
    ['no rows', { assignments: [] }, 'too_short'],
    [
      'too many rows',
      {
        assignments: Array.from({ length: 1_001 }, () => ({ gtin: '9520000000011', certificationCode: 'A' })),
      },
      'too_long',
    ],
  ])('is BAD_USER_INPUT as a whole for %s', async (_, input, type) => {
    const { body } = await gateway.graphql(MUTATION, { key, variables: { input } });
    expect(body.data.assignCertifications).toBeNull();
    expect(body.errors[0].extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problem: { details: [{ loc: ['input', 'assignments'], type }] },
    });
  });

  it('has an answer of a thousand rows within the cost of an operation', async () => {
    const gtins = await Promise.all(Array.from({ length: 10 }, freshProduct));
    const assignments = Array.from({ length: 1_000 }, (_, i) => ({
      gtin: gtins[i % 10],
      certificationCode: i < 20 ? ['FAIR', 'ORGANIC'][Math.floor(i / 10)] : 'NONE',
    }));
    const { created, failed } = await assign({ assignments });
    expect({ created, failed }).toEqual({ created: 20, failed: 980 });
  });

  it('is FORBIDDEN as a whole for a readonly key', async () => {
    const readonly = await gateway.fixtures.key(organization, { role: 'readonly' });
    const variables = { input: { assignments: [{ gtin: foreignGtin, certificationCode: 'FAIR' }] } };
    const { body } = await gateway.graphql(MUTATION, { key: readonly, variables });
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});
