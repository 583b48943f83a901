import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const TOO_MANY = 'The body holds more than 10,000 values, the limit.';

let gateway: Gateway;
let key: string;
let gtin: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
});
afterAll(() => gateway.close());

const members = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`member ${i}`, i]));

const ASSIGN = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';

describe('a body with more than 10,000 values', () => {
  it.each([
    ['members', { metadata: members(10_000) }],
    ['items', { metadata: Array.from({ length: 10_000 }, () => 0) }],
    ['lists in lists', { surplus: Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 0)) }],
  ])('is a 422 of the REST API: %s', async (_, body) => {
    const answer = await gateway.rest('POST', `/products/${gtin}/claims`, { key, body });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error_code: 'validation_error', detail: TOO_MANY });
  });

  it.each([
    ['unknown members of an input', ASSIGN, { input: members(18_000) }],
    ['unknown variables', '{ viewer { role } }', members(25_000)],
    [
      'items of a filter',
      'query ($gtins: [GTIN!]) { products(filter: { gtins: $gtins }) { nodes { gtin } } }',
      { gtins: Array.from({ length: 30_000 }, () => '00000000') },
    ],
  ])('is a 422 of the GraphQL API: %s', async (_, query, variables) => {
    const { body } = await gateway.graphql(query, { key, variables });
    expect(body).not.toHaveProperty('data');
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0]).toMatchObject({
      message: TOO_MANY,
      extensions: { code: 'BAD_USER_INPUT', status: 422 },
    });
  });

  it('is a 422 of POST /session', async () => {
    const body = JSON.stringify({ api_key: key, surplus: members(10_000) });
    const headers = { 'content-type': 'application/json' };
    expect((await gateway.request('/session', { method: 'POST', headers, body })).status).toBe(422);
  });
});

describe('a body with fewer values', () => {
  it('is read, and its unknown members are ignored', async () => {
    const claimId = await gateway.fixtures.claim('VEGAN');
    const body = { ...members(9_990), claim_id: claimId };
    expect((await gateway.rest('POST', `/products/${gtin}/claims`, { key, body })).status).toBe(201);
  });

  it('is not repeated in the errors of its variables', async () => {
    const input = { gtin, claimId: ['x'.repeat(300_000)], [`unknown ${'y'.repeat(900)}`]: 1 };
    const { text, body } = await gateway.graphql(ASSIGN, { key, variables: { input } });
    expect(body.errors).toHaveLength(2);
    expect(text.length).toBeLessThan(3_000);
  });
});

describe('a GraphQL document', () => {
  const padded = (length: number) => '{ viewer { role } }'.padEnd(length);
  const lines = (count: number) => `{ viewer { role } }${'\n'.repeat(count - 1)}`;

  it('of 200,000 characters is read', async () => {
    const { body } = await gateway.graphql(padded(200_000), { key });
    expect(body.data).toEqual({ viewer: { role: 'EDITOR' } });
  });

  it('of more is a 413', async () => {
    const { status, body } = await gateway.graphql(padded(200_001), { key });
    expect(status).toBe(413);
    expect(body.errors[0]).toMatchObject({
      message: 'The document is longer than 200,000 characters, the limit.',
      extensions: { code: 'PAYLOAD_TOO_LARGE', status: 413 },
    });
  });

  it('of 3,000 lines is read, and of more is a 413', async () => {
    expect((await gateway.graphql(lines(3_000), { key })).status).toBe(200);
    for (const text of [lines(3_001), lines(3_001).replaceAll('\n', '\r')]) {
      const { status, body } = await gateway.graphql(text, { key });
      expect(status).toBe(413);
      expect(body.errors[0].message).toBe('The document is longer than 3,000 lines, the limit.');
    }
  });

  it.each([
    ['a name', `{ ${'x'.repeat(100_000)} }`],
    [
      'an operation name in every error',
      `query ${'X'.repeat(50_000)} { ${Array.from({ length: 90 }, (_, i) => `product(gtin: $v${i}) { gtin }`).join(' ')} }`,
    ],
  ])('is not repeated at length in its errors: %s', async (_, query) => {
    const { text, body } = await gateway.graphql(query, { key });
    expect(body.errors.length).toBeGreaterThan(0);
    for (const { message } of body.errors) expect(message.length).toBeLessThanOrEqual(301);
    expect(text.length).toBeLessThan(150_000);
  });
});
