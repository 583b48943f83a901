import { graphql } from '../../servers/graphql.mjs';
import { FREQUENT_BRAND, FREQUENT_CODES } from '../hostile-rows.mjs';
import { largest } from '../largest.mjs';
import { repeated } from '../repeated.mjs';

const ten = FREQUENT_CODES;
const nine = FREQUENT_CODES.slice(0, 9);
const codes = (list) => JSON.stringify(list);
const dates = (n) =>
  `2026-${String(1 + Math.floor(n / 28)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;

const EMPTY_PAGES = largest(
  (n) =>
    `{ claims(first: 10) { nodes { ${repeated(n, (i) => `a${i}: assignments(first: 0, filter: { activeOn: "2026-01-01" }) { __typename }`)} } } }`,
);
const PAGES_OF_ONE = largest(
  (n) =>
    `{ claims(first: 10) { nodes { ${repeated(n, (i) => `a${i}: assignments(first: 1, filter: { activeOn: "${dates(i)}" }) { nodes { source } }`)} } } }`,
);
const UNMATCHED = largest(
  (n) =>
    `{ claims(first: 10, filter: { label: "Frequent" }) { nodes { ${repeated(n, (i) => `a${i}: assignments(first: 1, filter: { source: THIRD_PARTY_VERIFIED, activeOn: "${dates(i)}" }) { nodes { source } }`)} } } }`,
);
const PAGES_OF_TEN_CODES = largest(
  (n) =>
    `{ ${repeated(n, (i) => `p${i}: products(first: 0, filter: { claimCodes: ${codes(ten)} }) { __typename }`)} }`,
);
const COUNTS_OF_TEN_CODES = largest(
  (n) =>
    `{ ${repeated(n, (i) => `p${i}: products(first: 0, filter: { claimCodes: ${codes(ten)} }) { totalCount }`)} }`,
);
const COUNTS_OF_NINE_CODES = largest(
  (n) =>
    `{ ${repeated(n, (i) => `p${i}: products(first: 0, filter: { claimCodes: ${codes(nine)} }) { totalCount }`)} }`,
);
const CODES_BY_NAME = largest(
  (n) =>
    `{ ${repeated(n, (i) => `p${i}: products(first: 1, orderBy: { field: NAME, direction: DESC }, filter: { claimCodes: ${codes(nine)}, brand: "Brand ${i}" }) { nodes { gtin } }`)} }`,
);
const COUNTS_OF_ALL = largest(
  (n) =>
    `{ ${repeated(n, (i) => `p${i}: products(first: 0${i % 2 ? `, filter: { brand: "${FREQUENT_BRAND}" }` : ''}) { totalCount }`)} }`,
);
const TEXTS_AND_CODES = largest(
  (n) =>
    `{ ${repeated(n, (i) => `p${i}: products(first: 0, filter: { text: "p n b", brand: "Brand ${i}", claimCodes: ${codes(nine)} }) { totalCount }`)} }`,
);
const CLAIMS_BY_CATEGORY = largest(
  (n) =>
    `{ products(first: 10) { nodes { ${repeated(n, (i) => `a${i}: claims(first: 1, filter: { category: DIETARY, activeOn: "${dates(i)}" }, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { source } }`)} } } }`,
);

/** Attacks on the database by lists, counts and filters. */
export const listAttacks = [
  {
    name: 'empty-pages-of-assignments',
    about: 'as many empty pages of assignments with a filter as the cost permits, on each of ten claims',
    key: 'editor',
    freshKey: true,
    request: () => graphql(EMPTY_PAGES),
  },
  {
    name: 'pages-of-one-assignment',
    about:
      'as many pages of one assignment with different filters as the cost permits, on each of ten claims',
    key: 'editor',
    freshKey: true,
    request: () => graphql(PAGES_OF_ONE),
  },
  {
    name: 'unmatched-filters',
    about:
      'as many filters as the cost permits that match nothing among frequent claims, whose assignments are read to the end',
    key: 'editor',
    freshKey: true,
    request: () => graphql(UNMATCHED),
  },
  {
    name: 'counts-of-frequent-claims',
    isSearch: true,
    about: 'the number of assignments of ten frequent claims, with different filters',
    key: 'editor',
    request: () =>
      graphql(
        `{ claims(first: 10, filter: { label: "Frequent" }) { nodes { ${repeated(
          4,
          (n) => `a${n}: assignments(first: 0, filter: { activeOn: "${dates(n)}" }) { totalCount }`,
        )} } } }`,
      ),
  },
  {
    name: 'pages-of-ten-codes',
    about:
      'as many empty pages of products with ten frequent claims as the cost permits, which no product has together',
    key: 'editor',
    freshKey: true,
    request: () => graphql(PAGES_OF_TEN_CODES),
  },
  {
    name: 'counts-of-ten-codes',
    isSearch: true,
    about: 'as many counts of products with ten frequent claims as the cost permits',
    key: 'editor',
    freshKey: true,
    request: () => graphql(COUNTS_OF_TEN_CODES),
  },
  {
    name: 'counts-of-nine-codes',
    isSearch: true,
    about:
      'as many counts of products with nine frequent claims as the cost permits, which 10,000 products have together',
    key: 'editor',
    freshKey: true,
    request: () => graphql(COUNTS_OF_NINE_CODES),
  },
  {
    name: 'codes-in-another-order',
    about: 'as many pages of products by name with nine frequent claims and a brand as the cost permits',
    key: 'editor',
    freshKey: true,
    request: () => graphql(CODES_BY_NAME),
  },
  {
    name: 'counts-of-all-products',
    isSearch: true,
    about: 'as many counts of all products and of those of a frequent brand as the cost permits',
    key: 'editor',
    freshKey: true,
    request: () => graphql(COUNTS_OF_ALL),
  },
  {
    name: 'products-of-a-brand-by-time',
    about: '49 pages of the products of a frequent brand by time of creation, which no index has',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          49,
          (
            n,
          ) => `p${n}: products(first: 1, orderBy: { field: CREATED_AT, direction: ${n % 2 ? 'ASC' : 'DESC'} },
          filter: { brand: "${FREQUENT_BRAND}" }) { nodes { gtin } }`,
        )} }`,
      ),
  },
  {
    name: 'one-letter-words',
    about: 'a text of 500 one-letter words that 20,000 products have, with a count',
    key: 'editor',
    freshKey: true,
    times: 10,
    request: () =>
      graphql(
        `{ products(first: 100, filter: { text: "${'a b c d e '.repeat(100).trim()}" }) { totalCount nodes { gtin } } }`,
      ),
  },
  {
    name: 'frequent-word-by-name',
    isSearch: true,
    about: 'pages of all products by a word that all of them have, by name',
    key: 'editor',
    freshKey: true,
    request: () =>
      graphql(
        `{ ${repeated(
          25,
          (n) =>
            `p${n}: products(last: 1, orderBy: { field: NAME }, filter: { text: "p n b ${n % 10}" }) { nodes { gtin } }`,
        )} }`,
      ),
  },
  {
    name: 'text-and-codes',
    freshKey: true,
    isSearch: true,
    about: 'as many texts with nine frequent claims and a brand as the cost permits, counted',
    key: 'editor',
    request: () => graphql(TEXTS_AND_CODES),
  },
  {
    name: 'labels-of-claims',
    about: '49 searches for a part of labels, counted',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(49, (n) => `c${n}: claims(first: 0, filter: { label: "${'a'.repeat(5_000)}${n}" }) { totalCount }`)} }`,
      ),
  },
  {
    name: 'claims-of-products-by-category',
    about: 'as many pages of claims by category and time as the cost permits, on each of ten products',
    key: 'editor',
    freshKey: true,
    request: () => graphql(CLAIMS_BY_CATEGORY),
  },
];
