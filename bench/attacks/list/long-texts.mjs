import { graphql } from '../../servers/graphql.mjs';
import { repeated } from '../repeated.mjs';

const LENGTH = 450_000;
const text = 'a'.repeat(LENGTH);
const aliased = (count, field) => `query q($v: String!) { ${repeated(count, (n) => `a${n}: ${field}`)} }`;

const attacks = [
  [
    'long-codes-under-aliases',
    '480 claims by one code of 450 KB',
    () => graphql(aliased(480, 'claimByCode(code: $v) { __typename }'), { v: text }),
  ],
  [
    'dots-for-ids-under-aliases',
    '240 nodes by one id of 450,000 dots',
    () =>
      graphql(aliased(240, 'node(id: $v) { __typename }').replace('String!', 'ID!'), {
        v: '.'.repeat(LENGTH),
      }),
  ],
  [
    'long-gtins-under-aliases',
    '480 products by one GTIN of 450 KB',
    () => graphql(aliased(480, 'product(gtin: $v) { __typename }').replace('String!', 'GTIN!'), { v: text }),
  ],
  [
    'long-cursors-under-aliases',
    '155 pages behind one cursor of 450 KB',
    () => graphql(aliased(155, 'claims(first: 0, after: $v) { __typename }'), { v: text }),
  ],
  [
    'long-cursors-of-rows',
    'pages behind one cursor of 450 KB, four on each of 100 claims',
    () =>
      graphql(
        `query q($v: String!) { claims(first: 100) { nodes { ${repeated(4, (n) => `a${n}: assignments(first: 0, after: $v) { __typename }`)} } } }`,
        { v: Buffer.from(JSON.stringify(['assignments', text.slice(0, 330_000)])).toString('base64url') },
      ),
  ],
  [
    'cursors-of-rows',
    'pages behind one cursor of 4,000 characters, four on each of 100 claims',
    () =>
      graphql(
        `query q($v: String!) { claims(first: 100) { nodes { ${repeated(4, (n) => `a${n}: assignments(first: 0, after: $v) { __typename }`)} } } }`,
        { v: Buffer.from(JSON.stringify(['assignments', text.slice(0, 2_980)])).toString('base64url') },
      ),
  ],
  [
    'labels-under-aliases',
    '155 pages of claims by one label of 1,000 letters',
    () =>
      graphql(aliased(155, 'claims(first: 0, filter: { label: $v }) { __typename }'), {
        v: 'é'.repeat(1_000),
      }),
  ],
  [
    'long-labels-under-aliases',
    '155 pages of claims by one label of 450 KB',
    () => graphql(aliased(155, 'claims(first: 0, filter: { label: $v }) { __typename }'), { v: text }),
  ],
  [
    'long-gtins-of-lists',
    '140 pages of products by a list of 100 GTINs of 4.5 KB',
    () =>
      graphql(
        `query q($v: [GTIN!]!) { ${repeated(140, (n) => `a${n}: products(first: 0, filter: { gtins: $v }) { __typename }`)} }`,
        { v: Array.from({ length: 100 }, () => text.slice(0, 4_500)) },
      ),
  ],
  [
    'variables-that-change',
    '840 fractions as variables, others each time: keys of the cache of costs',
    (i) =>
      graphql(
        `query q(${repeated(840, (n) => `$v${n}: GTIN!`)}) { products(first: 1, filter: { gtins: [${repeated(840, (n) => `$v${n}`)}] }) { nodes { gtin } } }`,
        Object.fromEntries(
          Array.from({ length: 840 }, (_, n) => [`v${n}`, 1.234567890123e-300 * (i * 840 + n + 1)]),
        ),
      ),
    { times: 100 },
  ],
  [
    'moments-beside-a-node',
    'a moment under as many aliases as the cost permits, of 100 assignments, beside a node',
    () =>
      graphql(
        `{ n: node(id: "x") { id } claimByCode(code: "FREQUENT_0") { assignments(first: 100) { nodes { ${repeated(114, (n) => `a${n}: createdAt`)} } } } }`,
      ),
  ],
  [
    'moments',
    'a moment under as many aliases as the cost permits, of 100 assignments',
    () =>
      graphql(
        `{ claimByCode(code: "FREQUENT_0") { assignments(first: 100) { nodes { ${repeated(235, (n) => `a${n}: createdAt`)} } } } }`,
      ),
  ],
  [
    'edges-beside-a-node',
    '120 aliases of the edges of 100 products by name, beside a node',
    () =>
      graphql(
        `{ n: node(id: "x") { id } products(first: 100, orderBy: { field: NAME }) { ${repeated(120, (n) => `a${n}: edges { __typename }`)} } }`,
      ),
  ],
  [
    'edges-beside-introspection',
    '120 aliases of the edges of 100 products by name, beside a field of the schema',
    () =>
      graphql(
        `{ __schema { queryType { name } } products(first: 100, orderBy: { field: NAME }) { ${repeated(120, (n) => `a${n}: edges { __typename }`)} } }`,
      ),
  ],
  [
    'edges-with-five-flags',
    'the same with five flags, beyond which plans are not cached',
    () =>
      graphql(
        `query (${repeated(5, (n) => `$f${n}: Boolean = true`)}) { ${repeated(5, (n) => `v${n}: viewer @include(if: $f${n}) { role }`)} products(first: 100, orderBy: { field: NAME }) { ${repeated(120, (n) => `a${n}: edges { __typename }`)} } }`,
      ),
  ],
  [
    'counts-by-label',
    '80 counts of claims by different labels',
    () =>
      graphql(
        `{ ${repeated(80, (n) => `a${n}: claims(first: 0, filter: { label: "zz${n}" }) { totalCount }`)} }`,
      ),
  ],
];

/** Attacks by texts that are given to many fields, and by what varies in each of many fields. */
export const longTextAttacks = attacks.map(([name, about, request, more]) => ({
  name,
  about,
  key: 'editor',
  request,
  ...more,
}));
