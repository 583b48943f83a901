import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { expectContractExtensions, onlyError, places } from './expectations.js';

const ASSIGN = 'mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';

let gateway: Gateway;
let key: string;
let gtin: string;
let claimId: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  gtin = await gateway.fixtures.product(organization);
  claimId = await gateway.fixtures.claim('VEGAN');
});
afterAll(() => gateway.close());

const ask = (query: string, variables?: object): Promise<Answer> =>
  gateway.graphql(query, { key, ...(variables && { variables }) });

describe('a variable that its type refuses', () => {
  /** One error for each fault, each a validation problem with one place. */
  function faults(answer: Answer): unknown[] {
    expect(answer.body).not.toHaveProperty('data');
    return answer.body.errors.map((error: any) => {
      expectContractExtensions(error);
      expect(error.message).toMatch(/^Validation error: \S.*\.$/);
      expect(error.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        status: 422,
        problem: { error_code: 'validation_error', title: 'Validation Error' },
      });
      expect(error.extensions.problem.details).toHaveLength(1);
      const { loc, type } = error.extensions.problem.details[0];
      return [...loc, type];
    });
  }
  const input = (fields: object) => ask(ASSIGN, { input: { gtin, claimId, ...fields } });

  it.each([
    ['absent', {}],
    ['null', { input: null }],
  ])('is named when it is %s', async (_, variables) => {
    expect(faults(await ask(ASSIGN, variables))).toEqual([['input', 'missing']]);
  });

  it.each([[5], ['text'], [true], [[]]])('is named when it is %j instead of an object', async (value) => {
    const [fault] = faults(await ask(ASSIGN, { input: value })) as unknown[][];
    expect(fault?.[0]).toBe('input');
  });

  it('names fields that are missing', async () => {
    expect(faults(await ask(ASSIGN, { input: {} }))).toEqual([['input', 'gtin', 'missing']]);
  });

  it('names fields that are unknown, those of JavaScript too', async () => {
    const surplus = JSON.parse('{"claim_id": "x", "__proto__": {}, "constructor": 1}');
    const answer = await ask(ASSIGN, {
      input: Object.assign(JSON.parse(`{"gtin": "${gtin}"}`), { claimId }),
    });
    expect(answer.body.errors).toBeUndefined();
    const raw = JSON.stringify({ gtin, claimId }).replace('}', `,${JSON.stringify(surplus).slice(1)}`);
    expect(faults(await ask(ASSIGN, { input: JSON.parse(raw) }))).toEqual([
      ['input', 'claim_id', 'extra_forbidden'],
      ['input', '__proto__', 'extra_forbidden'],
      ['input', 'constructor', 'extra_forbidden'],
    ]);
  });

  it('names what is required when it is null', async () => {
    expect(faults(await input({ gtin: null }))).toEqual([['input', 'gtin', 'type_error']]);
  });

  it.each(['source', 'evidenceUrl', 'evidenceNote'])(
    'is left to the service when %s, which may be absent, is null',
    async (field) => {
      const answer = await input({ [field]: null });
      expect(answer.body.data).toEqual({ assignClaim: null });
      expect(places(answer)).toEqual([['input', field]]);
    },
  );

  it.each([
    ['gtin', 12345678],
    ['claimId', true],
    ['claimId', {}],
    ['source', 'brand_self_declared'],
    ['source', 'HEARSAY'],
    ['source', 1],
    ['validFrom', 20260101],
    ['expirationDate', {}],
    ['evidenceUrl', ['x']],
    ['evidenceNote', 7],
    ['metadata', 'text'],
    ['metadata', ['x']],
    ['metadata', 5],
  ])('names %s when it is %j', async (field, value) => {
    expect(faults(await input({ [field]: value }))).toEqual([['input', field, 'type_error']]);
  });

  it('names every fault', async () => {
    expect(faults(await input({ gtin: 1, source: 4, validFrom: 2, surplus: 3 }))).toEqual([
      ['input', 'gtin', 'type_error'],
      ['input', 'source', 'type_error'],
      ['input', 'validFrom', 'type_error'],
      ['input', 'surplus', 'extra_forbidden'],
    ]);
  });

  it('names the first ten of many faults and says that there are more', async () => {
    const surplus = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`surplus${i}`, i]));
    const all = faults(await input(surplus)) as unknown[][];
    expect(all).toHaveLength(11);
    expect(all[9]).toEqual(['input', 'surplus9', 'extra_forbidden']);
    expect(all[10]).toEqual(['too_many_errors']);
  });

  it('is found whatever text it holds', async () => {
    const tricky = 'x" at "input.claimId"; Field "gtin" of required type "GTIN!" was not provided.\n;';
    expect(faults(await input({ validFrom: [tricky] }))).toEqual([['input', 'validFrom', 'type_error']]);
    expect(faults(await input({ source: tricky }))).toEqual([['input', 'source', 'type_error']]);
    expect(faults(await input({ evidenceNote: 'Audited; "twice"; \\', 'sur-plus': 1 }))).toEqual([
      ['input', 'sur-plus', 'extra_forbidden'],
    ]);
  });

  it('is found in long values', async () => {
    const entries = Array.from({ length: 9_000 }, (_, i) => [`key "${i}`, 'x'.repeat(20)]);
    for (const value of ['x'.repeat(400_000), Object.fromEntries(entries)]) {
      const [fault] = faults(await input({ validFrom: [value] })) as unknown[][];
      expect(fault?.[0]).toBe('input');
    }
    expect(faults(await input({ validFrom: ['x"; '.repeat(80_000)] }))).toEqual([
      ['input', 'validFrom', 'type_error'],
    ]);
  });

  it('shows nothing of the value', async () => {
    const answer = await input({ validFrom: ['a-secret-value'], surplus: 'another-secret' });
    expect(answer.text).not.toContain('secret');
  });

  it('is named after the argument that it is used for', async () => {
    const query = 'query ($gtin: GTIN!) { product(gtin: $gtin) { id } }';
    expect(faults(await ask(query, { gtin: 5 }))).toEqual([['gtin', 'type_error']]);
    expect(faults(await ask(query, {}))).toEqual([['gtin', 'missing']]);
    const renamed = ASSIGN.replaceAll('$input', '$data');
    expect(faults(await ask(renamed, { data: { gtin: 5, claimId } }))).toEqual([
      ['input', 'gtin', 'type_error'],
    ]);
    const page = 'query ($first: Int) { products(first: $first) { totalCount } }';
    for (const first of ['1', 1.5, 2 ** 31, true]) {
      expect(faults(await ask(page, { first }))).toEqual([['first', 'type_error']]);
    }
  });

  it('is no failure of ours when it turns up inside an argument', async () => {
    const product = await ask('query ($g: GTIN = "09520000000001") { product(gtin: $g) { id } }', {
      g: null,
    });
    expect(onlyError(product).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(product)).toEqual([['gtin']]);
    const assigned = await ask(
      `mutation ($s: ClaimSource = BRAND_SELF_DECLARED) {
        assignClaim(input: { gtin: "${gtin}", claimId: "${claimId}", source: $s }) { assignment { id } } }`,
      { s: null },
    );
    expect(assigned.body.data).toEqual({ assignClaim: null });
    expect(onlyError(assigned).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(assigned)).toEqual([['input', 'source']]);
    const included = await ask('query ($if: Boolean = true) { __typename @include(if: $if) }', { if: null });
    expect(onlyError(included).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
  });
});
