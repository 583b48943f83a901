import { claimAt, claimIdOf, gtinOf } from '../../database/catalogue.mjs';
import { graphql } from '../../servers/graphql.mjs';
import { repeated } from '../repeated.mjs';

const FRAGMENT_FIELDS = 'id gtin name brand createdAt';

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
    about: 'the same 1,480 times: 5,900 tokens',
    key: 'editor',
    request: (i) => graphql(`{ ${'viewer{role}'.repeat(1_480)} } #${i}`),
  },
  {
    name: 'repeated-type',
    about: '`__type(name: "Product") { name }` 660 times, without aliases and credential',
    key: 'anonymous',
    request: (i) => graphql(`{ ${'__type(name:"Product"){name}'.repeat(660)} } #${i}`),
  },
  {
    name: 'repeated-connection',
    about: 'the same page of products 490 times, without aliases',
    key: 'editor',
    request: (i) => graphql(`{ ${'products(first:1){nodes{gtin}}'.repeat(490)} } #${i}`),
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
    about: '49 aliases of a scalar on 100 products with 25 claims each',
    key: 'editor',
    request: () =>
      graphql(
        `{ products(first: 100) { nodes { claims(first: 25) { nodes { ${repeated(49, (n) => `a${n}: createdAt`)} } } } } }`,
      ),
  },
  {
    name: 'aliased-scalars-of-49-claims',
    about: '49 aliases of a scalar on 100 products with 49 claims each, by edges',
    key: 'editor',
    request: () =>
      graphql(
        `{ products(first: 100) { nodes { claims(first: 49) { edges { node { ${repeated(48, (n) => `a${n}: isActive(on: "2026-01-${10 + (n % 20)}")`)} } } } } } }`,
      ),
  },
  {
    name: 'unaliased-scalars',
    about: 'every scalar of 100 products with 49 claims each',
    key: 'editor',
    request: () =>
      graphql(`
        {
          products(first: 100, after: null) {
            nodes {
              id
              gtin
              name
              brand
              createdAt
              claims(first: 48) {
                nodes {
                  id
                  source
                  validFrom
                  expirationDate
                  isActive
                  createdAt
                  updatedAt
                  evidenceUrl
                }
              }
            }
          }
        }
      `),
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
    about: '540 aliased products, nearly 6,000 tokens',
    key: 'editor',
    request: (i) => graphql(`{ ${repeated(540, (n) => `p${n}:product(gtin:"${gtinOf(n)}"){name}`)} } #${i}`),
  },
  {
    name: '50-aliased-products',
    about: '50 aliased products with their claims',
    key: 'editor',
    request: (i) =>
      graphql(
        `{ ${repeated(50, (n) => `p${n}:product(gtin:"${gtinOf(n)}"){name claims(first:90){nodes{source}}}`)} } #${i}`,
      ),
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
