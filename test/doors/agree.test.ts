import { shortId } from '../../src/codecs/short-id.js';
import { type Gateway, startGateway } from '../support/gateway.js';

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
  gateway = await startGateway();
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

/** What the REST door answers to an input: the GTIN goes into the path, the rest into the body. */
async function atRest({ key = writer, input }: Attempt) {
  const { gtin: product, ...fields } = { gtin, claimId, ...input };
  const body = Object.fromEntries(Object.entries(fields).map(([name, value]) => [snakeCase(name), value]));
  const path = `/products/${encodeURIComponent(String(product))}/claims`;
  const answer = await gateway.rest('POST', path, { key, body });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.status).toBe(answer.body.status);
  return answer.body;
}

/** What the GraphQL door answers to the same. */
async function atGraphql({ key = writer, input }: Attempt) {
  const answer = await gateway.graphql(ASSIGN, { key, variables: { input: { gtin, claimId, ...input } } });
  expect(answer.status).toBe(200);
  expect(answer.body.data).toEqual({ assignClaim: null });
  expect(answer.body.errors).toHaveLength(1);
  const [{ message, extensions }] = answer.body.errors;
  expect(message).toBe(extensions.problem.detail);
  expect(extensions.status).toBe(extensions.problem.status);
  return extensions.problem;
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** REST's place in GraphQL's words: another root, the field's name in camel case, the rest as it is. */
function translate([root, name, ...rest]: (string | number)[]): (string | number)[] {
  expect(root).toBe(name === 'gtin' ? 'path' : 'body');
  const camelCase = String(name).replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
  return ['input', camelCase, ...rest];
}

const metadataOf = (keys: number) =>
  Object.fromEntries(Array.from({ length: keys }, (_, i) => [`key_${i}`, 'value']));

const validation: [string, Record<string, unknown>][] = [
  ['a GTIN of 7 digits', { gtin: '1234567' }],
  ['a GTIN of 15 digits', { gtin: '123456789012345' }],
  ['a GTIN with a hyphen', { gtin: '0952-0000' }],
  ['a GTIN in full-width digits', { gtin: '１２３４５６７８' }],
  ['a GTIN with a NUL', { gtin: '12345678\0' }],
  ['a GTIN of 200 digits', { gtin: '9'.repeat(200) }],
  ['an id of no form', { claimId: 'vegan' }],
  ['an empty id', { claimId: '' }],
  ['an id with a letter outside the alphabet', { claimId: '222222222222222222222l' }],
  ['an id in braces', { claimId: '{00000000-0000-0000-0000-000000000000}' }],
  ['a day that is not in the calendar', { validFrom: '2025-02-29' }],
  ['a date in another format', { expirationDate: '31.12.2025' }],
  ['a date with a time', { validFrom: '2025-01-01T00:00:00Z' }],
  ['an empty date', { expirationDate: '' }],
  ['the year 0', { validFrom: '0000-01-01' }],
  ['an end before the beginning', { validFrom: '2026-02-02', expirationDate: '2026-02-01' }],
  ['evidence that is no URL', { evidenceUrl: 'example.com/page' }],
  ['evidence of another scheme', { evidenceUrl: 'ftp://example.com/' }],
  ['a URL that is too long', { evidenceUrl: `https://example.com/${'x'.repeat(2048)}` }],
  ['a URL with a space', { evidenceUrl: 'https://example.com/a b' }],
  ['a note that is too long', { evidenceNote: 'x'.repeat(10_001) }],
  ['a note with a NUL', { evidenceNote: 'a\0b' }],
  ['a note with a lone surrogate', { evidenceNote: 'a\ud800b' }],
  ['51 keys of metadata', { metadata: metadataOf(51) }],
  ['an empty key', { metadata: { '': 'x' } }],
  ['a key that is too long', { metadata: { ['K'.repeat(41)]: 'x' } }],
  ['a key with a NUL', { metadata: { 'a\0': 'x' } }],
  ['a value that is too long', { metadata: { orderId: 'x'.repeat(501) } }],
  ['a value that is no text', { metadata: { orderId: 5, order_id: null, a: ['x'], b: { c: 'd' } } }],
  ['a value with a lone surrogate', { metadata: { a: '\udc00' } }],
  ['a wrong value of __proto__', { metadata: JSON.parse('{"__proto__": 1}') }],
  [
    'faults in every field',
    {
      gtin: 'x',
      claimId: 'y',
      validFrom: 'z',
      expirationDate: '-',
      evidenceUrl: '?',
      evidenceNote: '\0',
      metadata: { '': 1 },
    },
  ],
];

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
  ...validation.map(([name, input]): [string, string, () => Attempt] => [
    name,
    'validation_error',
    () => ({ input }),
  ]),
  ...refusals,
];

describe('both doors refuse with one problem document', () => {
  it.each(cases)('%s (%s)', async (_, errorCode, attempt) => {
    const [rest, graphql] = [await atRest(attempt()), await atGraphql(attempt())];
    expect(rest.error_code).toBe(errorCode);
    if (errorCode === 'validation_error' || errorCode === 'not_found') {
      expect(rest.details.length).toBeGreaterThan(0);
    }
    const inGraphqlsWords = {
      ...rest,
      ...(rest.details && {
        details: rest.details.map((detail: any) => ({ ...detail, loc: translate(detail.loc) })),
      }),
      timestamp: expect.any(String),
    };
    expect(graphql).toEqual(inGraphqlsWords);
    expect(Object.keys(graphql)).toEqual(Object.keys(rest));
    // A message names no field, so that it can be the same at both doors.
    for (const { msg } of rest.details ?? []) {
      expect(msg).not.toMatch(/gtin|claim_?id|valid_?from|expiration|evidence|metadata/i);
    }
  });

  it('leaves nothing behind', async () => {
    expect(await gateway.fixtures.count('claim_assignment')).toBe(1);
    expect(await gateway.fixtures.count('claim_assignment_event')).toBe(0);
  });
});

describe('both doors accept', () => {
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
    for (const door of ['rest', 'graphql'] as const) {
      const organization = await gateway.fixtures.organization();
      const key = await gateway.fixtures.key(organization);
      const product = await gateway.fixtures.product(organization);
      if (door === 'rest') {
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
