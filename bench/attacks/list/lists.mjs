import { graphql } from '../../servers/graphql.mjs';
import { FREQUENT_BRAND, FREQUENT_CODES } from '../hostile-rows.mjs';
import { repeated } from '../repeated.mjs';

const ten = FREQUENT_CODES;
const nine = FREQUENT_CODES.slice(0, 9);
const codes = (list) => JSON.stringify(list);
const dates = (n) =>
  `2026-${String(1 + Math.floor(n / 28)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;

/** Attacks on the database by lists, counts and filters. */
export const listAttacks = [
  {
    name: 'empty-pages-of-assignments',
    about: '48 empty pages of assignments with a filter, on each of 100 claims',
    key: 'editor',
    request: () =>
      graphql(
        `{ claims(first: 100) { nodes { ${repeated(
          48,
          (n) => `a${n}: assignments(first: 0, filter: { activeOn: "2026-01-01" }) { __typename }`,
        )} } } }`,
      ),
  },
  {
    name: 'pages-of-one-assignment',
    about: '48 pages of one assignment with different filters, on each of 100 claims',
    key: 'editor',
    request: () =>
      graphql(
        `{ claims(first: 100) { nodes { ${repeated(
          48,
          (n) => `a${n}: assignments(first: 1, filter: { activeOn: "${dates(n)}" }) { nodes { source } }`,
        )} } } }`,
      ),
  },
  {
    name: 'unmatched-filters',
    about: '48 filters that match nothing among frequent claims, whose assignments are read to the end',
    key: 'editor',
    request: () =>
      graphql(
        `{ claims(first: 10, filter: { label: "Frequent" }) { nodes { ${repeated(
          48,
          (n) =>
            `a${n}: assignments(first: 1, filter: { source: THIRD_PARTY_VERIFIED, activeOn: "${dates(n)}" }) { nodes { source } }`,
        )} } } }`,
      ),
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
    about: '50 empty pages of products with ten frequent claims, which no product has together',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(50, (n) => `p${n}: products(first: 0, filter: { claimCodes: ${codes(ten)} }) { __typename }`)} }`,
      ),
  },
  {
    name: 'counts-of-ten-codes',
    about: '49 counts of products with ten frequent claims',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(49, (n) => `p${n}: products(first: 0, filter: { claimCodes: ${codes(ten)} }) { totalCount }`)} }`,
      ),
  },
  {
    name: 'counts-of-nine-codes',
    about: '49 counts of products with nine frequent claims, which 10,000 products have together',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(49, (n) => `p${n}: products(first: 0, filter: { claimCodes: ${codes(nine)} }) { totalCount }`)} }`,
      ),
  },
  {
    name: 'codes-in-another-order',
    about: '49 pages of products by name with nine frequent claims and a brand',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          49,
          (n) => `p${n}: products(first: 1, orderBy: { field: NAME, direction: DESC },
          filter: { claimCodes: ${codes(nine)}, brand: "Brand ${n}" }) { nodes { gtin } }`,
        )} }`,
      ),
  },
  {
    name: 'counts-of-all-products',
    about: '49 counts of all products and of those of a frequent brand',
    key: 'editor',
    request: () =>
      graphql(
        `{ ${repeated(
          49,
          (n) =>
            `p${n}: products(first: 0${n % 2 ? `, filter: { brand: "${FREQUENT_BRAND}" }` : ''}) { totalCount }`,
        )} }`,
      ),
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
    about: '25 texts with nine frequent claims and a brand, counted',
    key: 'editor',
    freshKey: true,
    request: () =>
      graphql(
        `{ ${repeated(
          25,
          (n) =>
            `p${n}: products(first: 0, filter: { text: "p n b", brand: "Brand ${n}", claimCodes: ${codes(nine)} }) { totalCount }`,
        )} }`,
      ),
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
    about: '48 pages of claims by category and time, on each of 100 products',
    key: 'editor',
    request: () =>
      graphql(
        `{ products(first: 100) { nodes { ${repeated(
          48,
          (n) => `a${n}: claims(first: 1, filter: { category: DIETARY, activeOn: "${dates(n)}" },
          orderBy: { field: CREATED_AT, direction: DESC }) { nodes { source } }`,
        )} } } }`,
      ),
  },
];
