import { gtinOf } from '../../database/catalogue.mjs';
import { graphql } from '../../servers/graphql.mjs';
import { FREQUENT_BRAND, FREQUENT_CODES, hostileGtin, LONG_HISTORY_GTIN } from '../hostile-rows.mjs';
import { largest } from '../largest.mjs';
import { repeated } from '../repeated.mjs';

const get = (path) => ({ method: 'GET', path: `/certifications/api/v1${path}`, headers: {} });
const date = (n) =>
  `2026-${String(1 + (Math.floor(n / 28) % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
const FACETS =
  'facets { brands(first: 100) { brand count } claims(first: 100) { claim { code } count } categories { category count } sources { source count } }';
const codes = (list) => JSON.stringify(list);
const ORDERS = ['GTIN', 'EXPIRATION_DATE', 'UPDATED_AT'];

const CERTIFICATIONS_OF_PRODUCTS = largest(
  (n) =>
    `{ products(first: ${n}) { nodes { ${repeated(20, (i) => `c${i}: certifications(first: 1, filter: { activeOn: "${date(i)}" }) { nodes { certification { code } } }`)} } } }`,
  100,
);

/** Attacks by lists across products, facets, many ids at once and the feed of changes. */
export const searchAttacks = [
  {
    name: 'facets-of-everything',
    isSearch: true,
    about: 'all four facets of all products',
    key: 'editor',
    freshKey: true,
    request: () => graphql(`{ products(first: 0) { ${FACETS} } }`),
  },
  {
    name: 'facets-of-a-frequent-claim',
    isSearch: true,
    about: 'all four facets of the products with a claim that 90 % have, and without another one',
    key: 'editor',
    freshKey: true,
    request: () =>
      graphql(
        `{ products(first: 0, filter: { claims: { all: ["${FREQUENT_CODES[0]}"], none: ["${FREQUENT_CODES[1]}"] } }) { totalCount ${FACETS} } }`,
      ),
  },
  {
    name: 'aliased-facets',
    isSearch: true,
    about: '13 facets of a frequent brand under aliases, with filters that differ',
    key: 'editor',
    freshKey: true,
    request: () =>
      graphql(
        `{ ${repeated(
          13,
          (n) =>
            `p${n}: products(first: 0, filter: { brand: "${FREQUENT_BRAND}", claims: { activeOn: "${date(n)}" } }) { facets { claims(first: 100) { count } } }`,
        )} }`,
      ),
  },
  {
    name: 'assignments-of-any-code',
    about: '26 pages of assignments across products with ten frequent claims, in each order',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          26,
          (n) =>
            `a${n}: claimAssignments(last: 1, orderBy: { field: ${ORDERS[n % 3]}, direction: DESC }, filter: { claimCodes: ${codes(FREQUENT_CODES)}, activeOn: "${date(n)}" }) { nodes { source } }`,
        )} }`,
      ),
  },
  {
    name: 'unmatched-assignments',
    isSearch: true,
    about: '17 pages of assignments across products by filters that match nothing',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          17,
          (n) =>
            `a${n}: claimAssignments(first: 1, orderBy: { field: ${ORDERS[n % 3]} }, filter: { source: THIRD_PARTY_VERIFIED, hasEvidence: true, category: OTHER, activeOn: "${date(n)}", validity: [EXPIRED] }) { nodes { source } }`,
        )} }`,
      ),
  },
  {
    name: 'counts-of-assignments',
    isSearch: true,
    about: '20 counts of assignments across products',
    key: 'editor',
    freshKey: true,
    request: () =>
      graphql(
        `{ ${repeated(20, (n) => `a${n}: claimAssignments(first: 0, filter: { activeOn: "${date(n)}", hasEvidence: false }) { totalCount }`)} }`,
      ),
  },
  {
    name: 'products-by-any-none',
    isSearch: true,
    about: '17 pages of products by name with any of ten frequent claims and without nine of them',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          17,
          (n) =>
            `p${n}: products(first: 1, orderBy: { field: NAME, direction: DESC }, filter: { claims: { any: ${codes(FREQUENT_CODES)}, none: ${codes(FREQUENT_CODES.slice(0, 9))}, activeOn: "${date(n)}" } }) { nodes { gtin } }`,
        )} }`,
      ),
  },
  {
    name: 'products-by-expiration',
    isSearch: true,
    about: '20 pages of products whose claim of a category and source expires in a period in which none does',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          20,
          (n) =>
            `p${n}: products(first: 1, filter: { claims: { category: PROCESS, source: THIRD_PARTY_VERIFIED, expiresFrom: "2001-${date(n).slice(5)}", expiresUntil: "2002-01-01" } }) { nodes { gtin } }`,
        )} }`,
      ),
  },
  {
    name: 'many-nodes',
    about: '40 products by their ids with pages of claims',
    key: 'editor',
    request: () =>
      graphql(
        'query q($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { name claims(first: 1) { totalCount nodes { source claim { label } } } } } }',
        {
          ids: Array.from({ length: 40 }, (_, i) => gtinOf(i)),
        },
      ),
  },
  {
    name: 'many-invalid-nodes',
    about: 'ten times 100 ids of 4,000 characters',
    key: 'editor',
    request: () =>
      graphql(`query q($ids: [ID!]!) { ${repeated(10, (n) => `n${n}: nodes(ids: $ids) { id }`)} }`, {
        ids: Array.from({ length: 100 }, (_, i) => `certification.${'x'.repeat(4_000)}${i}`),
      }),
  },
  {
    name: 'certifications-of-products',
    about: '20 pages of certifications with filters, on as many products as the cost permits',
    key: 'editor',
    request: () => graphql(CERTIFICATIONS_OF_PRODUCTS),
  },
  {
    name: 'claims-and-certifications',
    about: '25 claims and certifications of a product, with metadata, notes and scopes at their limits',
    key: 'editor',
    request: () =>
      graphql(
        `{ product(gtin: "${hostileGtin('ASCII', 0)}") { claims(first: 25) { totalCount nodes { metadata evidenceNote } } certifications(first: 25) { totalCount nodes { metadata scope } } } }`,
      ),
  },
  {
    name: 'rest-certifications',
    about:
      'REST: all certifications of a product, with metadata and scopes of control characters at their limits',
    key: 'editor',
    request: () => get(`/products/${hostileGtin('CONTROL', 1)}/certifications`),
  },
  {
    name: 'events-pages',
    about: 'REST: pages of 1,000 changes',
    key: 'editor',
    request: () => get('/claim-events?limit=1000'),
  },
  {
    name: 'aliased-events',
    about: '30 pages of changes by filters that match little',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          30,
          (n) =>
            `e${n}: claimEvents(first: 1, filter: { actions: [REMOVED], gtins: ["${LONG_HISTORY_GTIN}", "${gtinOf(n)}"] }) { nodes { at } }`,
        )} }`,
      ),
  },
  {
    name: 'waiting-events',
    about: 'REST: 60 requests at once that wait a second for a change that does not come',
    key: 'editor',
    times: 3,
    group: 60,
    request: () => get('/certification-events?wait=1'),
  },
];
