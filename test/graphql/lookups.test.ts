import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places, success } from './expectations.js';

let gateway: Gateway;
let organization: string;
let key: string;
let gtin: string;
let claim: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization('Meadow Foods');
  key = await gateway.fixtures.key(organization, { role: 'readonly' });
  gtin = await gateway.fixtures.product(organization, { gtin: '00012345600012', name: 'Oats' });
  claim = await gateway.fixtures.claim('KOSHER_2', { label: 'Kosher', category: 'DIETARY' });
  await gateway.fixtures.assignment(gtin, claim);
});
afterAll(() => gateway.close());

describe('product(gtin)', () => {
  const query = 'query ($gtin: GTIN!) { product(gtin: $gtin) { id gtin name brand } }';
  const ask = (value: string) => gateway.graphql(query, { key, variables: { gtin: value } });

  it.each(['00012345600012', '0012345600012', '012345600012', '12345600012'])('finds %s', async (form) => {
    const { body } = await ask(form);
    expect(body).toEqual(
      success({ product: { id: '00012345600012', gtin: '00012345600012', name: 'Oats', brand: '' } }),
    );
  });

  it('is null for an unknown product', async () => {
    expect((await ask('09529999999999')).body).toEqual(success({ product: null }));
  });

  it.each([
    '1234567',
    '123456789012345',
    '1234 5678',
    '１２３４５６７８',
    '',
    '12345678\n',
    '12345678\0',
    '\ud800',
  ])('refuses %j', async (text) => {
    const answer = await ask(text);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ product: null });
    expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(answer)).toEqual([['gtin']]);
  });
});

describe('claim(id)', () => {
  const query =
    'query ($id: ID!) { claim(id: $id) { id code label category requiresDefinition description } }';
  const ask = (id: string) => gateway.graphql(query, { key, variables: { id } });

  it('finds a claim by either form of its id', async () => {
    for (const id of [shortId(claim), claim, claim.toUpperCase()]) {
      expect((await ask(id)).body).toEqual(
        success({
          claim: {
            id: shortId(claim),
            code: 'KOSHER_2',
            label: 'Kosher',
            category: 'DIETARY',
            requiresDefinition: false,
            description: '',
          },
        }),
      );
    }
  });

  it.each(['2222222222222222222222', 'zzzzzzzzzzzzzzzzzzzzzz', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
    'is null for %s, which names nothing',
    async (id) => {
      expect((await ask(id)).body).toEqual(success({ claim: null }));
    },
  );

  it.each([
    '',
    'x',
    '{00000000-0000-0000-0000-000000000000}',
    '222222222222222222222l',
    'a\0',
    '00012345600012',
  ])('refuses %j', async (id) => {
    const answer = await ask(id);
    expect(answer.body.data).toEqual({ claim: null });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['id']]);
  });
});

describe('claimByCode(code)', () => {
  const query = 'query ($code: String!) { claimByCode(code: $code) { id } }';
  const ask = (code: string) => gateway.graphql(query, { key, variables: { code } });

  it.each(['KOSHER_2', 'kosher_2', 'KoShEr_2'])('finds %s', async (code) => {
    expect((await ask(code)).body).toEqual(success({ claimByCode: { id: shortId(claim) } }));
  });

  it.each(['KOSHER', 'KOSHER_2 ', '', 'KO%', "'; drop table claim; --", 'koſher_2', 'x'.repeat(1_000)])(
    'is null for %j',
    async (code) => {
      expect((await ask(code)).body).toEqual(success({ claimByCode: null }));
    },
  );

  it.each(['KOSHER_2\0', '\ud800'])('refuses %j, which no database can hold', async (code) => {
    const answer = await ask(code);
    expect(answer.status).toBe(200);
    expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(answer)).toEqual([['code']]);
  });
});

describe('node(id)', () => {
  const query = `query ($id: ID!) { node(id: $id) {
    __typename
    id
    ... on Product { gtin organization { name } claims { totalCount } }
    ... on Claim { code }
    ...OfAssignment
    ... on Organization { name }
  } }
  fragment OfAssignment on ClaimAssignment { source claim { code } product { gtin } }`;
  const ask = (id: unknown) => gateway.graphql(query, { key, variables: { id } });

  it('gives a product', async () => {
    expect((await ask(gtin)).body.data.node).toEqual({
      __typename: 'Product',
      id: gtin,
      gtin,
      organization: { name: 'Meadow Foods' },
      claims: { totalCount: 1 },
    });
  });

  it('gives a claim', async () => {
    const id = shortId(claim);
    expect((await ask(id)).body.data.node).toEqual({ __typename: 'Claim', id, code: 'KOSHER_2' });
  });

  it('gives an assignment', async () => {
    const id = `${gtin}.${shortId(claim)}`;
    expect((await ask(id)).body.data.node).toEqual({
      __typename: 'ClaimAssignment',
      id,
      source: 'BRAND_SELF_DECLARED',
      claim: { code: 'KOSHER_2' },
      product: { gtin },
    });
  });

  it('gives an organization', async () => {
    const id = `organization.${shortId(organization)}`;
    expect((await ask(id)).body.data.node).toEqual({ __typename: 'Organization', id, name: 'Meadow Foods' });
  });

  const short = () => shortId(claim);
  it.each<[string, () => unknown]>([
    ['an unknown GTIN', () => '09529999999999'],
    ['an unknown claim', () => '2222222222222222222222'],
    ['an unknown organization', () => 'organization.2222222222222222222222'],
    ['a pair without assignment', () => `09529999999999.${short()}`],
    ['a claim under the prefix of organizations', () => `organization.${short()}`],
    ["an organization's id without its prefix", () => shortId(organization)],
    ['an unknown prefix', () => `product.${short()}`],
    ['a prefix in other letters', () => `Organization.${shortId(organization)}`],
    ['an empty prefix', () => `.${short()}`],
    ['a canonical id', () => claim],
    ['a canonical id in an assignment', () => `${gtin}.${claim}`],
    ['a GTIN of 12 digits', () => '012345600012'],
    ['a GTIN of 12 digits in an assignment', () => `012345600012.${short()}`],
    ['a GTIN and a dot', () => `${gtin}.`],
    ['three parts', () => `${gtin}.${short()}.${short()}`],
    ['a short id of 2^128', () => 'oZEq7ovRbLq6UnGMPwc8B6'],
    ['an assignment with a short id beyond 2^128', () => `${gtin}.zzzzzzzzzzzzzzzzzzzzzz`],
    ['white space around an id', () => ` ${gtin}`],
    ['a line feed at its end', () => `${gtin}\n`],
    ['a NUL', () => `${gtin.slice(0, 13)}\0`],
    ['a lone surrogate', () => `\ud800${short().slice(1)}`],
    ['full-width digits', () => '０００１２３４５６０００１２'],
    ['__proto__', () => '__proto__'],
    ['constructor with a dot', () => `constructor.${short()}`],
    ['an empty text', () => ''],
    ['a dot', () => '.'],
    ['100,000 characters', () => '9'.repeat(100_000)],
    ['an integer', () => 12345],
  ])('is null for %s', async (_, id) => {
    const answer = await ask(id());
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(success({ node: null }));
  });
});
