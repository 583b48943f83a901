import { claimIdOf, gtinOf } from '../../database/catalogue.mjs';
import { graphql } from '../../servers/graphql.mjs';
import { hostileGtin } from '../hostile-rows.mjs';
import { repeated } from '../repeated.mjs';

const members = (count, member) => `{${repeated(count, member, ',')}}`;
const KEYS_40000 = members(40_000, (n) => `"${n}":"v"`);
const MANY_GTINS = `[${repeated(40_000, (n) => `"${10_000_000 + n}"`, ',')}]`;

const PRODUCTS = 'query q($filter: ProductFilter) { products(first: 1, filter: $filter) { nodes { gtin } } }';
const PAGE = 'query q($first: Int) { products(first: $first) { nodes { gtin } } }';
const CLAIM = 'query q($code: String!) { claimByCode(code: $code) { code } }';
const ASSIGN = 'mutation q($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }';
const UPDATE =
  'mutation q($input: UpdateClaimAssignmentInput!) { updateClaimAssignment(input: $input) { assignment { id } } }';

/** A request whose variables are given as JSON text, so that they need not be values of JavaScript. */
function withVariables(query, variables) {
  const request = graphql(query);
  return {
    ...request,
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  };
}

const rest = (method, path, body) => ({
  method,
  path: `/certifications/api/v1${path}`,
  headers: { 'content-type': 'application/json' },
  body,
});

const target = `"gtin":"${gtinOf(5)}","claimId":"${claimIdOf(499)}"`;
const stored = {
  gtin: hostileGtin('ASCII', 99),
  claim: '01980000-0000-7000-8000-000000010000',
};

/** 50 keys with values of 500 characters, another text each time: each update stores it, and history both. */
const fullMetadata = (i) =>
  members(
    50,
    (n) =>
      `"${'k'.repeat(38)}${String(n).padStart(2, '0')}":"${String(i).padStart(6, '0')}${'\u{1F600}'.repeat(494)}"`,
  );

const attacks = [
  [
    'unknown-members',
    '18,000 unknown members of a filter',
    () => withVariables(PRODUCTS, `{"filter":${members(18_000, (n) => `"unknownMember${n}":1`)}}`),
  ],
  [
    '40000-unknown-members',
    '40,000 unknown members of a filter',
    () => withVariables(PRODUCTS, `{"filter":${members(40_000, (n) => `"${n}":1`)}}`),
  ],
  [
    'similar-members',
    '20,000 members of a filter, similar to known ones',
    () => withVariables(PRODUCTS, `{"filter":${members(20_000, (n) => `"claimCodes${n}":1`)}}`),
  ],
  [
    'unknown-variables',
    '40,000 unknown variables',
    () =>
      withVariables(
        PRODUCTS,
        members(40_000, (n) => `"${n}":1`),
      ),
  ],
  [
    'string-for-an-integer',
    'a string of 460 KB where an integer is expected',
    () => withVariables(PAGE, `{"first":"${'9'.repeat(460_000)}"}`),
  ],
  [
    'string-for-an-enum',
    'a string of 460 KB where an enum value is expected',
    () =>
      withVariables(
        'query q($f: ClaimFilter) { claims(filter: $f) { totalCount } }',
        `{"f":{"category":"${'D'.repeat(460_000)}"}}`,
      ),
  ],
  [
    'list-for-an-object',
    '100,000 numbers where a filter is expected',
    () => withVariables(PRODUCTS, `{"filter":[${repeated(100_000, () => '1', ',')}]}`),
  ],
  [
    'many-gtins',
    '40,000 GTINs in a filter',
    () => withVariables(PRODUCTS, `{"filter":{"gtins":${MANY_GTINS}}}`),
  ],
  [
    'many-numbers-for-gtins',
    '200,000 numbers where GTINs are expected',
    () => withVariables(PRODUCTS, `{"filter":{"gtins":[${repeated(200_000, () => '1', ',')}]}}`),
  ],
  [
    'many-codes',
    '100,000 claim codes in a filter',
    () => withVariables(PRODUCTS, `{"filter":{"claimCodes":[${repeated(100_000, () => '"A"', ',')}]}}`),
  ],
  [
    'long-code',
    'a claim code of 460 KB',
    () => withVariables(CLAIM, `{"code":"${'\u{10400}'.repeat(100_000)}"}`),
  ],
  [
    'nested-variables',
    '200,000 nested lists in a variable',
    () => withVariables(PRODUCTS, `{"filter":{"gtins":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`),
  ],
  [
    'metadata-of-40000-keys',
    'metadata of 40,000 keys in a variable',
    () => withVariables(ASSIGN, `{"input":{${target},"metadata":${KEYS_40000}}}`),
  ],
  [
    'nested-metadata',
    'metadata of 80,000 nested objects in a variable',
    () =>
      withVariables(
        UPDATE,
        `{"input":{${target},"metadata":${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}}}`,
      ),
  ],
  [
    'long-metadata-value',
    'a metadata value of 460 KB',
    () => withVariables(ASSIGN, `{"input":{${target},"metadata":{"a":"${'\u{1F600}'.repeat(110_000)}"}}}`),
  ],
  [
    'rest-post-of-40000-keys',
    'REST: POST with metadata of 40,000 keys',
    () =>
      rest(
        'POST',
        `/products/${gtinOf(5)}/claims`,
        `{"claim_id":"${claimIdOf(499)}","metadata":${KEYS_40000}}`,
      ),
  ],
  [
    'rest-patch-of-40000-keys',
    'REST: PATCH with metadata of 40,000 keys',
    () => rest('PATCH', `/products/${stored.gtin}/claims/${stored.claim}`, `{"metadata":${KEYS_40000}}`),
  ],
  [
    'rest-unknown-members',
    'REST: POST with 40,000 unknown members',
    () =>
      rest(
        'POST',
        `/products/${gtinOf(5)}/claims`,
        members(40_000, (n) => `"${n}":1`),
      ),
  ],
  [
    'rest-nested-body',
    'REST: POST of 250,000 nested lists',
    () => rest('POST', `/products/${gtinOf(5)}/claims`, '['.repeat(250_000) + ']'.repeat(250_000)),
  ],
  [
    'full-updates',
    'REST: PATCH that replaces metadata at its limits, with history',
    (i) => rest('PATCH', `/products/${gtinOf(0)}/claims/${claimIdOf(0)}`, `{"metadata":${fullMetadata(i)}}`),
  ],
  [
    'aliased-updates',
    '50 updates of metadata at its limits in one mutation',
    (i) =>
      withVariables(
        `mutation q($input: UpdateClaimAssignmentInput!) { ${repeated(50, (n) => `u${n}: updateClaimAssignment(input: $input) { assignment { metadata } }`)} }`,
        `{"input":{"gtin":"${gtinOf(0)}","claimId":"${claimIdOf(0)}","metadata":${fullMetadata(i)}}}`,
      ),
  ],
];

/** Attacks by the values of variables and REST bodies. */
export const variableAttacks = attacks.map(([name, about, request]) => ({
  name,
  about,
  key: 'editor',
  request,
}));
