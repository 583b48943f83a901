import { claimAt, claimIdOf, gtinOf } from '../../database/catalogue.mjs';
import { graphql } from '../../servers/graphql.mjs';
import { largest } from '../largest.mjs';
import { repeated } from '../repeated.mjs';

const FRAGMENT_FIELDS = 'id gtin name brand createdAt';

const VIEWERS = largest((n) => `{ ${'viewer{role}'.repeat(n)} }`);
const TYPES = largest((n) => `{ ${'__type(name:"Product"){name}'.repeat(n)} }`);
const PAGES = largest((n) => `{ ${'products(first:1){nodes{gtin}}'.repeat(n)} }`);
const ALIASED_SCALARS = largest(
  (n) =>
    `{ products(first: 100) { nodes { claims(first: 10) { nodes { ${repeated(n, (i) => `a${i}: createdAt`)} } } } } }`,
);
const SCALARS_OF_EDGES = largest(
  (n) =>
    `{ products(first: 100) { nodes { claims(first: ${n}) { edges { node { ${repeated(48, (i) => `a${i}: isActive(on: "2026-01-${10 + (i % 20)}")`)} } } } } } }`,
  100,
);
const UNALIASED_SCALARS = largest(
  (n) => `{ products(first: 100) { nodes { id gtin name brand createdAt claims(first: ${n}) {
    nodes { id source validFrom expirationDate isActive createdAt updatedAt evidenceUrl } } } } }`,
  100,
);
const ALIASED_PRODUCTS = largest(
  (n) => `{ ${repeated(n, (i) => `p${i}:product(gtin:"${gtinOf(i)}"){name}`)} }`,
);
const PRODUCTS_WITH_CLAIMS = largest(
  (n) =>
    `{ ${repeated(50, (i) => `p${i}:product(gtin:"${gtinOf(i)}"){name claims(first:${n}){nodes{source}}}`)} }`,
  100,
);

/** Attacks by what an operation selects: many fields, fragments, aliases. */
export const selectionAttacks = [
  {
    name: 'repeated-viewer',
    about: '`viewer { role }` 2,490 times, without aliases',
    key: 'editor',
    request: (i) => graphql(`{ ${'viewer{role}'.repeat(2_490)} } #${i}`),
  },
  {
    name: 'repeated-viewer-within-the-limit',
    about: 'the same as often as the limit of field comparisons permits',
    key: 'editor',
    request: (i) => graphql(`${VIEWERS} #${i}`),
  },
  {
    name: 'repeated-type',
    about: '`__type(name: "Product") { name }` as often as the limits permit, without aliases and credential',
    key: 'anonymous',
    request: (i) => graphql(`${TYPES} #${i}`),
  },
  {
    name: 'repeated-connection',
    about: 'the same page of products as often as the limits permit, without aliases',
    key: 'editor',
    request: (i) => graphql(`${PAGES} #${i}`),
  },
  {
    name: 'repeated-fields',
    about: '5,900 times the field `gtin` of one product',
    key: 'editor',
    request: (i) => graphql(`{ product(gtin: "${gtinOf(1)}") { ${'gtin '.repeat(5_900)} } } #${i}`),
  },
  {
    name: 'conflicting-fields',
    about: '445 fields with one response key and 53 names, most of which cannot be merged',
    key: 'editor',
    request: (i) => graphql(conflicting(445, i)),
  },
  {
    name: 'conflicting-fields-within-the-limit',
    about: 'the same with 98 fields: 94,000 field comparisons',
    key: 'editor',
    request: (i) => graphql(conflicting(98, i)),
  },
  {
    name: 'aliased-scalars',
    about: 'as many aliases of a time as the cost permits, on ten claims of 100 products',
    key: 'editor',
    request: () => graphql(ALIASED_SCALARS),
  },
  {
    name: 'aliased-scalars-of-edges',
    about: '48 aliases of `isActive` on as many claims of 100 products as the cost permits, by edges',
    key: 'editor',
    request: () => graphql(SCALARS_OF_EDGES),
  },
  {
    name: 'unaliased-scalars',
    about: 'every scalar of as many claims of 100 products as the cost permits',
    key: 'editor',
    request: () => graphql(UNALIASED_SCALARS),
  },
  {
    name: 'nodes-and-edges',
    about: 'the same rows by nodes and by edges with cursors',
    key: 'editor',
    request: () =>
      graphql(`
        {
          products(first: 100) {
            pageInfo {
              endCursor
            }
            edges {
              cursor
              node {
                id
                claims(first: 24) {
                  edges {
                    cursor
                    node {
                      id
                    }
                  }
                  nodes {
                    id
                  }
                }
              }
            }
          }
        }
      `),
  },
  {
    name: 'aliased-products',
    about: 'as many aliased products as the cost permits',
    key: 'editor',
    request: (i) => graphql(`${ALIASED_PRODUCTS} #${i}`),
  },
  {
    name: '50-aliased-products',
    about: '50 aliased products with as many of their claims as the cost permits',
    key: 'editor',
    request: (i) => graphql(`${PRODUCTS_WITH_CLAIMS} #${i}`),
  },
  {
    name: '50-aliased-nodes',
    about: '50 aliased nodes of different types',
    key: 'editor',
    request: () =>
      graphql(`{ ${repeated(50, (n) => `n${n}:node(id:"${gtinOf(n)}"){id ... on Product { name }}`)} }`),
  },
  {
    name: 'spread-fragments',
    about: 'a fragment of five fields spread 2,900 times',
    key: 'editor',
    request: (i) =>
      graphql(
        `{ product(gtin: "${gtinOf(1)}") { ${'...F '.repeat(2_900)} } } fragment F on Product { ${FRAGMENT_FIELDS} } #${i}`,
      ),
  },
  {
    name: 'doubling-fragments',
    about: '25 fragments, each of which spreads the next one twice',
    key: 'anonymous',
    request: (i) =>
      graphql(`{ ...F0 } ${repeated(25, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)}
        fragment F25 on Query { __typename } #${i}`),
  },
  {
    name: 'overlapping-fragments',
    about: '100 fragments, each of which spreads all later ones; graphql-js compares each pair',
    key: 'anonymous',
    request: (i) =>
      graphql(
        `{ ...F0 } ${repeated(
          100,
          (n) => `fragment F${n} on Query { __typename ${repeated(99 - n, (m) => `...F${n + m + 1}`)} }`,
        )} #${i}`,
      ),
  },
  {
    name: 'overlapping-inline-fragments',
    about: '740 inline fragments with the same field',
    key: 'editor',
    request: (i) => graphql(`{ ${'... on Query { viewer { role } } '.repeat(740)} } #${i}`),
  },
  {
    name: '50-assignments',
    about: 'a mutation with 50 times `assignClaim`',
    key: 'editor',
    request: (i) =>
      graphql(
        `mutation { ${repeated(
          50,
          (n) => `a${n}: assignClaim(input: { gtin: "${gtinOf(i * 50 + n)}",
        claimId: "${claimIdOf(claimAt(i * 50 + n, 20))}" }) { assignment { id } }`,
        )} }`,
      ),
  },
];

/** A document, each time another, whose fields have one alias and names of one letter. */
function conflicting(fields, i) {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
  return `{ u${i}: __typename ${repeated(fields, (n) => `x:${letters[n % letters.length]}`)} }`;
}
