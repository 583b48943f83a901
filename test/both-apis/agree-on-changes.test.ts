import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { inGraphqlsWords, metadataOf, snakeCase, wrongFields, wrongNames } from './words.js';

const UNKNOWN_GTIN = '09529999999999';
const IN_PATH = ['gtin', 'claim_id'];

let gateway: Gateway;
let organization: string;
let writer: string;
let reader: string;
let publishable: string;
let gtin: string;
let claimId: string;
let foreignGtin: string;
let emptyGtin: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  organization = await fixtures.organization();
  writer = await fixtures.key(organization);
  reader = await fixtures.key(organization, { role: 'readonly' });
  publishable = await fixtures.key(organization, { type: 'cpk', role: 'readonly' });
  const claim = await fixtures.claim('VEGAN');
  claimId = shortId(claim);
  foreignGtin = await fixtures.product(await fixtures.organization('Other'));
  await fixtures.assignment(foreignGtin, claim);
  emptyGtin = await fixtures.product(organization);
  gtin = await assigned();
});
afterAll(() => gateway.close());

/** A product that carries the claim from 2026-01-10 to 2026-12-31, with 50 keys of metadata. */
async function assigned(): Promise<string> {
  const product = await gateway.fixtures.product(organization);
  const { body } = await gateway.graphql(
    'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { __typename } }',
    {
      key: writer,
      variables: {
        input: {
          gtin: product,
          claimId,
          validFrom: '2026-01-10',
          expirationDate: '2026-12-31',
          evidenceNote: 'Audited.',
          metadata: metadataOf(50),
        },
      },
    },
  );
  expect(body.errors).toBeUndefined();
  return product;
}

type Operation = 'update' | 'remove';
interface Attempt {
  readonly key?: string;
  /** The input in GraphQL's names; product and claim are good ones unless it names others. */
  readonly input?: Readonly<Record<string, unknown>>;
}

const methods = { update: 'PATCH', remove: 'DELETE' } as const;
const mutations = {
  update: ['updateClaimAssignment', 'UpdateClaimAssignmentInput'],
  remove: ['removeClaimAssignment', 'RemoveClaimAssignmentInput'],
} as const;

/** What the REST API does with an input: product and claim go into the path, the rest into the body. */
function atRest(operation: Operation, { key = writer, input }: Attempt) {
  const { gtin: product, claimId: claim, ...fields } = { gtin, claimId, ...input };
  const body = Object.fromEntries(Object.entries(fields).map(([name, value]) => [snakeCase(name), value]));
  const path = `/products/${encodeURIComponent(String(product))}/claims/${encodeURIComponent(String(claim))}`;
  return gateway.rest(methods[operation], path, operation === 'update' ? { key, body } : { key });
}

/** What the GraphQL API does with the same. */
function atGraphql(operation: Operation, { key = writer, input }: Attempt) {
  const [field, type] = mutations[operation];
  return gateway.graphql(`mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`, {
    key,
    variables: { input: { gtin, claimId, ...input } },
  });
}

/** The same attempt is refused by both APIs with one problem. */
async function expectAgreement(operation: Operation, attempt: Attempt, errorCode: string): Promise<void> {
  const rest = await atRest(operation, attempt);
  expect(rest.headers.get('content-type')).toBe('application/problem+json');
  expect(rest.status).toBe(rest.body.status);
  expect(rest.body.error_code).toBe(errorCode);
  const { status, body } = await atGraphql(operation, attempt);
  expect(status).toBe(200);
  expect(body.data).toEqual({ [mutations[operation][0]]: null });
  expect(body.errors).toHaveLength(1);
  const { problem } = body.errors[0].extensions;
  expect(problem).toEqual(inGraphqlsWords(rest.body, IN_PATH));
  expect(Object.keys(problem)).toEqual(Object.keys(rest.body));
  for (const { msg } of problem.details ?? []) {
    expect(msg).not.toMatch(/gtin|claim_?id|valid_?from|expiration|evidence|metadata/i);
  }
}

const refusals: [string, string, () => Attempt][] = [
  ['an unknown product', 'not_found', () => ({ input: { gtin: UNKNOWN_GTIN } })],
  ['an unknown claim', 'not_found', () => ({ input: { claimId: '2222222222222222222222' } })],
  ['a short id beyond 2^128', 'not_found', () => ({ input: { claimId: 'zzzzzzzzzzzzzzzzzzzzzz' } })],
  ['a claim that is not assigned', 'not_found', () => ({ input: { gtin: emptyGtin } })],
  [
    'an unknown product and an unknown claim',
    'not_found',
    () => ({ input: { gtin: UNKNOWN_GTIN, claimId: '00000000-0000-0000-0000-000000000000' } }),
  ],
  ["another organization's product", 'forbidden', () => ({ input: { gtin: foreignGtin } })],
  [
    "another organization's product and an unknown claim",
    'forbidden',
    () => ({ input: { gtin: foreignGtin, claimId: '2222222222222222222222' } }),
  ],
  ['a read-only key', 'forbidden', () => ({ key: reader })],
  ['a publishable key', 'forbidden', () => ({ key: publishable, input: { gtin: 'wrong too' } })],
];
/** A path cannot hold nothing. */
const wrongInPath = wrongNames.filter(([, input]) => input.claimId !== '');

describe('both APIs refuse an update with one problem document', () => {
  it.each([...wrongInPath, ...wrongFields])('%s', async (_, input) => {
    await expectAgreement('update', { input }, 'validation_error');
  });

  it.each<[string, Record<string, unknown>]>([
    ['null for the source', { source: null }],
    ['null for a text', { evidenceUrl: null, evidenceNote: null }],
    ['an end before the beginning that is stored', { expirationDate: '2026-01-09' }],
    ['a beginning behind the end that is stored', { validFrom: '2027-01-01' }],
    ['a 51st key', { metadata: { new: 'value' } }],
    ['a 51st key in place of none', { metadata: { key_0: '', new: 'value', newer: 'value' } }],
    ['both', { expirationDate: '2026-01-09', metadata: { new: 'value' } }],
  ])('%s', async (_, input) => {
    await expectAgreement('update', { input }, 'validation_error');
  });

  it.each(refusals)('%s (%s)', async (_, errorCode, attempt) => {
    await expectAgreement('update', attempt(), errorCode);
  });
});

describe('both APIs refuse a removal with one problem document', () => {
  it.each(wrongInPath)('%s', async (_, input) => {
    const { gtin: product, claimId: claim } = { gtin, claimId, ...input };
    await expectAgreement('remove', { input: { gtin: product, claimId: claim } }, 'validation_error');
  });

  it.each(refusals)('%s (%s)', async (_, errorCode, attempt) => {
    await expectAgreement('remove', attempt(), errorCode);
  });
});

describe('what both APIs refused', () => {
  it('left everything as it was', async () => {
    expect(await gateway.fixtures.count('claim_assignment')).toBe(2);
    expect(await gateway.fixtures.count('claim_assignment_event')).toBe(1);
  });
});

describe('both APIs accept', () => {
  const FIELDS = `claims { nodes { source validFrom expirationDate evidenceUrl evidenceNote metadata } }
    claimHistory { nodes { action actor changes { field before after } } }`;
  /** What a product carries and how it came to that. */
  const look = async (product: string) =>
    (await gateway.graphql(`{ product(gtin: "${product}") { ${FIELDS} } }`, { key: writer })).body.data
      .product;

  it.each<[string, Record<string, unknown>]>([
    ['nothing to change', {}],
    ['what is there already', { evidenceNote: 'Audited.', validFrom: '2026-01-10' }],
    ['nulls', { validFrom: null, expirationDate: null, metadata: null }],
    ['one day', { validFrom: '2026-12-31' }],
    [
      'new texts',
      { source: 'THIRD_PARTY_VERIFIED', evidenceUrl: 'https://example.com/', evidenceNote: '🌾' },
    ],
    ['a key for a key', { metadata: { key_0: '', new: 'value', key_1: 'changed' } }],
    ['names of built-in members', { metadata: JSON.parse('{"key_0": "", "__proto__": "x"}') }],
    ['an empty object', { metadata: {} }],
  ])('%s, and do the same', async (_, fields) => {
    const products = [await assigned(), await assigned()];
    const rest = await atRest('update', { input: { gtin: products[0], ...fields } });
    const graphql = await atGraphql('update', { input: { gtin: products[1], ...fields } });
    expect([rest.status, graphql.body.errors]).toEqual([200, undefined]);
    expect(await look(products[0]!)).toEqual(await look(products[1]!));
  });

  it('a removal, and do the same', async () => {
    const products = [await assigned(), await assigned()];
    const rest = await atRest('remove', { input: { gtin: products[0] } });
    const graphql = await atGraphql('remove', { input: { gtin: products[1] } });
    expect([rest.status, rest.text, graphql.body.errors]).toEqual([204, '', undefined]);
    expect(await look(products[0]!)).toEqual(await look(products[1]!));
    expect((await look(products[0]!)).claims.nodes).toEqual([]);
  });
});
