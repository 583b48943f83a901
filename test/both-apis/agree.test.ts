import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { inGraphqlsWords, metadataOf, snakeCase, wrongFields, wrongNames } from './words.js';

const ASSIGN = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';
const UNKNOWN_GTIN = '09529999999999';

let gateway: Gateway;
let writer: string;
let reader: string;
let publishable: string;
let gtin: string;
let claimId: string;
let foreignGtin: string;
let assignedGtin: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  writer = await fixtures.key(organization);
  reader = await fixtures.key(organization, { role: 'readonly' });
  publishable = await fixtures.key(organization, { type: 'cpk', role: 'readonly' });
  const claim = await fixtures.claim('VEGAN');
  claimId = shortId(claim);
  gtin = await fixtures.product(organization);
  foreignGtin = await fixtures.product(await fixtures.organization('Other'));
  assignedGtin = await fixtures.product(organization);
  await fixtures.assignment(assignedGtin, claim);
});
afterAll(() => gateway.close());

interface Attempt {
  readonly key?: string;
  /** The input in GraphQL's names; product and claim are good ones unless it names others. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/** What the REST API answers to an input: the GTIN goes into the path, the rest into the body. */
async function atRest({ key = writer, input }: Attempt) {
  const { gtin: product, ...fields } = { gtin, claimId, ...input };
  const body = Object.fromEntries(Object.entries(fields).map(([name, value]) => [snakeCase(name), value]));
  const path = `/products/${encodeURIComponent(String(product))}/claims`;
  const answer = await gateway.rest('POST', path, { key, body });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.status).toBe(answer.body.status);
  return answer.body;
}

/** What the GraphQL API answers to the same. */
async function atGraphql({ key = writer, input }: Attempt) {
  const answer = await gateway.graphql(ASSIGN, { key, variables: { input: { gtin, claimId, ...input } } });
  expect(answer.status).toBe(200);
  expect(answer.body.data).toEqual({ assignClaim: null });
  expect(answer.body.errors).toHaveLength(1);
  const [{ message, extensions }] = answer.body.errors;
  // The message alone names the first issue.
  if (extensions.code !== 'BAD_USER_INPUT') expect(message).toBe(extensions.problem.detail);
  expect(extensions.status).toBe(extensions.problem.status);
  return extensions.problem;
}

const refusals: [string, string, () => Attempt][] = [
  ['an unknown product', 'not_found', () => ({ input: { gtin: UNKNOWN_GTIN } })],
  ['an unknown claim', 'not_found', () => ({ input: { claimId: '2222222222222222222222' } })],
  ['a short id beyond 2^128', 'not_found', () => ({ input: { claimId: 'zzzzzzzzzzzzzzzzzzzzzz' } })],
  [
    'an unknown product and an unknown claim',
    'not_found',
    () => ({ input: { gtin: UNKNOWN_GTIN, claimId: '00000000-0000-0000-0000-000000000000' } }),
  ],
  ["another organization's product", 'forbidden', () => ({ input: { gtin: foreignGtin } })],
  ['a pair that exists', 'conflict', () => ({ input: { gtin: assignedGtin } })],
  ['a read-only key', 'forbidden', () => ({ key: reader })],
  ['a publishable key', 'forbidden', () => ({ key: publishable, input: { gtin: 'wrong too' } })],
];

const cases: [string, string, () => Attempt][] = [
  ...[...wrongNames, ...wrongFields].map(([name, input]): [string, string, () => Attempt] => [
    name,
    'validation_error',
    () => ({ input }),
  ]),
  ...refusals,
];

describe('both APIs refuse with one problem document', () => {
  it.each(cases)('%s (%s)', async (_, errorCode, attempt) => {
    const [rest, graphql] = [await atRest(attempt()), await atGraphql(attempt())];
    expect(rest.error_code).toBe(errorCode);
    if (errorCode === 'validation_error' || errorCode === 'not_found') {
      expect(rest.details.length).toBeGreaterThan(0);
    }
    expect(graphql).toEqual(inGraphqlsWords(rest));
    expect(Object.keys(graphql)).toEqual(Object.keys(rest));
    // A message names no field, so that it can be the same through both APIs.
    for (const { msg } of rest.details ?? []) {
      expect(msg).not.toMatch(/gtin|claim_?id|valid_?from|expiration|evidence|metadata/i);
    }
  });

  it('leaves nothing behind', async () => {
    expect(await gateway.fixtures.count('claim_assignment')).toBe(1);
    expect(await gateway.fixtures.count('claim_assignment_event')).toBe(0);
  });
});

describe('both APIs accept', () => {
  it.each<[string, Record<string, unknown>]>([
    ['nulls', { validFrom: null, expirationDate: null, metadata: null }],
    ['one day', { validFrom: '2026-01-01', expirationDate: '2026-01-01' }],
    [
      'limits in code points',
      { evidenceNote: '🌾'.repeat(10_000), metadata: { ['🌾'.repeat(40)]: '🌾'.repeat(500) } },
    ],
    ['50 keys', { metadata: metadataOf(50) }],
  ])('%s, and store the same', async (_, fields) => {
    const stored = [];
    for (const api of ['rest', 'graphql'] as const) {
      const organization = await gateway.fixtures.organization();
      const key = await gateway.fixtures.key(organization);
      const product = await gateway.fixtures.product(organization);
      if (api === 'rest') {
        const body = Object.fromEntries(Object.entries(fields).map(([k, v]) => [snakeCase(k), v]));
        const answer = await gateway.rest('POST', `/products/${product}/claims`, {
          key,
          body: { claim_id: claimId, ...body },
        });
        expect(answer.status).toBe(201);
      } else {
        const variables = { input: { gtin: product, claimId, ...fields } };
        expect((await gateway.graphql(ASSIGN, { key, variables })).body.errors).toBeUndefined();
      }
      const { body } = await gateway.graphql(
        `{ product(gtin: "${product}") { claims { nodes {
          source validFrom expirationDate evidenceUrl evidenceNote metadata claim { id } } } } }`,
        { key },
      );
      stored.push(body.data.product.claims.nodes);
    }
    expect(stored[0]).toHaveLength(1);
    expect(stored[1]).toEqual(stored[0]);
  });
});
