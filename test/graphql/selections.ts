import * as fc from 'fast-check';

/** Generated selections of products with their claims, for tests that send one in two ways. */

export interface Selected {
  /** What is selected of a product, and fragments that it uses. */
  readonly text: string;
  readonly fragments: string;
}

const subset = (...fields: string[]) =>
  fc.subarray(fields).map((chosen) => ['__typename', ...chosen].join(' '));

const claim = fc.oneof(
  { weight: 3, arbitrary: subset('id', 'code', 'label', 'category', 'requiresDefinition') },
  subset('id', 'label', 'description'),
);

const assignment = fc
  .record({
    own: fc.oneof(
      subset('id', 'source', 'validFrom', 'expirationDate', 'isActive(on: "2026-01-01")'),
      subset('evidenceUrl', 'evidenceNote', 'metadata', 'createdAt', 'updatedAt', 'source'),
    ),
    claim,
    more: fc.constantFrom(
      '',
      'product { gtin brand }',
      'product { claims(first: 2) { nodes { metadata claim { description } } } }',
      '... on Node { globalId: id }',
      'history(first: 1) { nodes { action } }',
      'evidenceNote @include(if: $yes)',
      'metadata @skip(if: $yes)',
    ),
  })
  .map((parts) => `${parts.own} claim { ${parts.claim} } ${parts.more}`);

const list = fc
  .record({
    way: fc.constantFrom('nodes', 'edges', 'both'),
    one: assignment,
    other: assignment,
    more: fc.constantFrom('', 'totalCount', 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'),
  })
  .map(({ way, one, other, more }) =>
    [
      way === 'edges' ? '' : `nodes { ${one} }`,
      way === 'nodes' ? '' : `edges { cursor node { ${other} } }`,
      more,
    ].join(' '),
  );

const claims = fc
  .record({
    args: fc.constantFrom(
      '',
      '(first: 2)',
      '(first: 0)',
      '(first: 100)',
      '(first: $size)',
      '(filter: {})',
      '(filter: { source: null }, after: null)',
      '(last: 2)',
      '(first: 3, filter: { source: BRAND_SELF_DECLARED })',
      '(orderBy: { field: CREATED_AT })',
      '(first: 101)',
      '(after: "x")',
    ),
    condition: fc.constantFrom('', '', '@include(if: $yes)', '@include(if: $no)', '@skip(if: $no)'),
    list,
  })
  .map(({ args, condition, list }) => ({ args, text: `claims${args} ${condition} { ${list} }` }));

export const product: fc.Arbitrary<Selected> = fc
  .record({
    way: fc.constantFrom('plain', 'alias', 'inline', 'fragment', 'twice', 'merged'),
    one: claims,
    other: claims,
  })
  .map(({ way, one, other }) => {
    const own = '__typename gtin name brand createdAt';
    switch (way) {
      case 'plain':
        return { text: `${own} ${one.text}`, fragments: '' };
      case 'alias':
        return { text: `${own} lists: ${one.text}`, fragments: '' };
      case 'inline':
        return { text: `${own} ... on Product { ${one.text} } ... { id }`, fragments: '' };
      case 'fragment':
        return { text: `${own} ...Listed`, fragments: `fragment Listed on Product { id ${one.text} }` };
      case 'twice':
        return { text: `${own} ${one.text} again: ${other.text}`, fragments: '' };
      default:
        return { text: `${own} ${one.text} claims${one.args} { totalCount }`, fragments: '' };
    }
  });

export const root = fc.constantFrom(
  ['product(gtin: "9520000000001")', ''],
  ['product(gtin: "9520000000003")', ''],
  ['product(gtin: "9520000000050")', ''],
  ['product(gtin: "9520000000099")', ''],
  ['products(first: $size)', 'nodes'],
  ['products(first: $size)', 'edges'],
  ['products(first: $size)', 'both'],
  ['products(last: 3)', 'nodes'],
  ['products(first: 3, orderBy: { field: NAME, direction: DESC })', 'edges'],
  ['products(first: 6, filter: { claimCodes: ["VEGAN"], brand: "meadow" })', 'nodes'],
  ['products(first: 2, filter: { claimCodes: ["NOWHERE"] })', 'nodes'],
);

/** A query; its variables are {@link variables}. */
export function documentOf([field, way]: readonly string[], { text, fragments }: Selected): string {
  const rows = {
    '': text,
    nodes: `nodes { ${text} }`,
    edges: `edges { cursor node { ${text} } } pageInfo { endCursor }`,
    both: `nodes { ${text} } edges { node { ${text} } }`,
  }[way as string];
  return `query ($yes: Boolean!, $no: Boolean!, $size: Int) {
    flags: __typename @include(if: $yes) @skip(if: $no) used: products(first: $size) { pageInfo { hasNextPage } }
    root: ${field} { ${rows} } } ${fragments}`;
}

export const variables = { yes: true, no: false, size: 4 };
