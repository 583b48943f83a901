import { gtinOf } from '../../database/catalogue.mjs';
import { graphql } from '../../servers/graphql.mjs';
import { largest } from '../largest.mjs';
import { repeated } from '../repeated.mjs';

const ids = Array.from({ length: 100 }, (_, i) => gtinOf(i));
const base64url = (text) => Buffer.from(text).toString('base64url');
/** Lists in lists, in as many characters as a cursor may have. */
const NESTED = base64url('['.repeat(1_500) + ']'.repeat(1_500));

/** A field of 100 products, under as many aliases as the limits permit. */
const ofProducts = (definition, field, variables) =>
  largest(
    (n) =>
      `query (${definition}, $ids: [ID!]!) { nodes(ids: $ids) { ... on Product { ${repeated(n, (i) => `a${i}: ${field}`)} } } }`,
    undefined,
    { ...variables, ids },
  );

const NULL_FLAGS = largest(
  (n) =>
    `query ($flag: Boolean = true, $ids: [ID!]!) { ${repeated(n, (i) => `a${i}: nodes(ids: $ids) { id @include(if: $flag) }`)} }`,
  undefined,
  { flag: null, ids },
);
const NULL_FLAGS_OF_SCHEMA = largest(
  (n) =>
    `query ($flag: Boolean = true) { __schema { types { ${repeated(n, (i) => `a${i}: fields { type { kind @include(if: $flag) } }`)} } } }`,
  undefined,
  { flag: null },
);
const NEGATIVE_PAGES = ofProducts('$first: Int', 'claimHistory(first: $first) { __typename }', { first: -1 });
const FOREIGN_CURSORS = ofProducts(
  '$cursor: String',
  'claimHistory(first: 0, after: $cursor, before: $cursor) { __typename }',
  { cursor: NESTED },
);

/** Attacks by errors, of which each row and each alias has one. */
export const errorAttacks = [
  {
    name: 'null-flags',
    about: 'a flag that is null, below 100 nodes under as many aliases as the cost permits',
    request: () => graphql(NULL_FLAGS, { flag: null, ids }),
  },
  {
    name: 'null-flags-of-the-schema',
    about: 'the same below the fields of all types, without a credential',
    key: 'anonymous',
    request: () => graphql(NULL_FLAGS_OF_SCHEMA, { flag: null }),
  },
  {
    name: 'negative-pages',
    about: 'pages of a negative size, of 100 products under as many aliases as the cost permits',
    request: () => graphql(NEGATIVE_PAGES, { first: -1, ids }),
  },
  {
    name: 'nested-cursors',
    about: 'a cursor of 1,500 nested lists for both ends of such pages',
    request: () => graphql(FOREIGN_CURSORS, { cursor: NESTED, ids }),
  },
].map((attack) => ({ key: 'editor', ...attack }));
