import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { inGraphqlsWords, metadataOf, snakeCase } from './words.js';

type Input = Readonly<Record<string, unknown>>;

let gateway: Gateway;
let key: string;
let reader: string;
let gtin: string;
let certificationId: string;
let foreignId: string;
let foreignGtin: string;
let certifiedGtin: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  const other = await fixtures.organization('Other');
  key = await fixtures.key(organization);
  reader = await fixtures.key(organization, { role: 'readonly' });
  const certification = await fixtures.certification('ORGANIC');
  certificationId = shortId(certification);
  foreignId = shortId(await fixtures.certification('HOUSE', { organization_id: other }));
  gtin = await fixtures.product(organization);
  foreignGtin = await fixtures.product(other);
  certifiedGtin = await fixtures.product(organization);
  await fixtures.certificationAssignment(certifiedGtin, certification, { valid_from: '2026-01-01' });
});
afterAll(() => gateway.close());

const mutations = { POST: 'assignCertification', PATCH: 'updateCertificationAssignment' } as const;

/** What the REST API answers to an input: product and, in a change, certification go into the path. */
async function atRest(method: keyof typeof mutations, input: Input, caller: string) {
  const { gtin: product, certificationId: id, ...fields } = input;
  const inBody = method === 'POST' ? { certificationId: id, ...fields } : fields;
  const body = Object.fromEntries(Object.entries(inBody).map(([name, value]) => [snakeCase(name), value]));
  const path = `/products/${encodeURIComponent(String(product))}/certifications${method === 'POST' ? '' : `/${id}`}`;
  const answer = await gateway.rest(method, path, { key: caller, body });
  expect(answer.status).toBe(answer.body.status);
  return answer.body;
}

/** What the GraphQL API answers to the same. */
async function atGraphql(method: keyof typeof mutations, input: Input, caller: string) {
  const field = mutations[method];
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { assignment { id } } }`;
  const answer = await gateway.graphql(query, { key: caller, variables: { input } });
  expect(answer.body.errors).toHaveLength(1);
  return answer.body.errors[0].extensions.problem;
}

const wrongFields: [string, Input][] = [
  ['a day that is not in the calendar', { auditDate: '2026-13-01' }],
  ['an end before the beginning', { validFrom: '2026-02-02', expirationDate: '2026-02-01' }],
  ['a number that is too long', { certificateNumber: 'x'.repeat(101) }],
  ['a body that is too long', { issuingBody: 'x'.repeat(256) }],
  ['a URL of another scheme', { verificationUrl: 'ftp://example.com/' }],
  ['a scope with a NUL', { scope: 'a\0b' }],
  ['a value that is too long', { certificationValue: 'x'.repeat(256) }],
  ['a country of three letters', { certificateCountries: ['DE', 'ZZZ'] }],
  ['251 countries', { certificateCountries: Array.from({ length: 251 }, () => 'DE') }],
  ['51 keys of metadata', { metadata: metadataOf(51) }],
];

const refusals: [string, string, () => { readonly input: Input; readonly caller?: string }][] = [
  ['an unknown product', 'not_found', () => ({ input: { gtin: '09529999999999' } })],
  ['an unknown certification', 'not_found', () => ({ input: { certificationId: '2222222222222222222222' } })],
  ["another organization's certification", 'not_found', () => ({ input: { certificationId: foreignId } })],
  ["another organization's product", 'forbidden', () => ({ input: { gtin: foreignGtin } })],
  ['a read-only key', 'forbidden', () => ({ input: {}, caller: reader })],
];

describe.each(['POST', 'PATCH'] as const)('both APIs refuse a %s with one problem document', (method) => {
  const own = () => ({ gtin: method === 'POST' ? gtin : certifiedGtin, certificationId });
  const inPath = method === 'POST' ? ['gtin'] : ['gtin', 'certification_id'];

  async function expectSame(given: Input, caller: string, errorCode: string): Promise<void> {
    const input = { ...own(), ...given };
    const rest = await atRest(method, input, caller);
    const graphql = await atGraphql(method, input, caller);
    expect(rest.error_code).toBe(errorCode);
    expect(graphql).toEqual(inGraphqlsWords(rest, inPath));
  }

  it.each(wrongFields)('for %s', async (_, input) => {
    await expectSame(input, key, 'validation_error');
  });

  it.each(refusals)('for %s (%s)', async (_, errorCode, attempt) => {
    const { input, caller = key } = attempt();
    await expectSame(input, caller, errorCode);
  });

  it('for the state in which the row is', async () => {
    if (method === 'POST') await expectSame({ gtin: certifiedGtin }, key, 'conflict');
    else {
      await expectSame({ gtin }, key, 'not_found');
      await expectSame({ expirationDate: '2025-12-31' }, key, 'validation_error');
    }
  });
});
