import * as fc from 'fast-check';
import { HILL_FARM, insertOrganizations, MEADOW_FOODS, resetCatalogue } from '../queries/data-set.js';
import { SEED } from '../support/fuzz-seed.js';
import { type Gateway, startGateway } from '../support/gateway.js';

/**
 * Claims that are read along with their products must be the claims that the loaders read. Each generated
 * selection is sent twice: as it is, and beside claims in another order, which leaves all of them to the
 * loaders.
 */

let gateway: Gateway;
const keys: Record<string, string> = {};

beforeAll(async () => {
  gateway = await startGateway();
  await insertOrganizations(gateway.database);
  await resetCatalogue(gateway.database);
  keys.owner = await gateway.fixtures.key(MEADOW_FOODS);
  keys.other = await gateway.fixtures.key(HILL_FARM);
  keys.publishable = await gateway.fixtures.key(MEADOW_FOODS, { type: 'cpk' });
  const crowded = await gateway.fixtures.product(MEADOW_FOODS, { gtin: '09520000000050' });
  for (let n = 0; n < 30; n++) {
    const claim = await gateway.fixtures.claim(`MANY_${String((n * 7) % 30).padStart(2, '0')}`);
    await gateway.fixtures.assignment(crowded, claim);
  }
});
afterAll(() => gateway.close());

const OTHER_ORDER = 'beside: claims(first: 3, orderBy: { direction: DESC }) { nodes { id } }';

interface Selected {
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

const product: fc.Arbitrary<Selected> = fc
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

const root = fc.constantFrom(
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

function documentOf([field, way]: readonly string[], { text, fragments }: Selected): string {
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

async function ask(document: string, key: string | undefined) {
  const statements: string[] = [];
  gateway.database.observer = ({ text }) => statements.push(text);
  const variables = { yes: true, no: false, size: 4 };
  const { body } = await gateway.graphql(document, { key: key as string, variables });
  gateway.database.observer = undefined;
  return { body, isAhead: statements.some((text) => text.includes('json_agg(row)')) };
}

/** Answers without what was only asked for beside, and without where in the document their errors lie. */
function comparable({ data, errors }: any): unknown {
  const text = JSON.stringify({ data, errors }, (name, value) =>
    ['beside', 'locations', 'timestamp'].includes(name) ? undefined : value,
  );
  return JSON.parse(text);
}

it('gives what the loaders give, whatever is selected', async () => {
  const seen = { ahead: 0, loaded: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('owner', 'other', 'publishable'),
      root,
      product,
      async (who, field, selected) => {
        const given = await ask(documentOf(field, selected), keys[who]);
        const beside = { ...selected, text: `${selected.text} ${OTHER_ORDER}` };
        const loaded = await ask(documentOf(field, beside), keys[who]);
        fc.pre(!JSON.stringify(loaded.body).includes('The cost of the operation'));
        expect(loaded.isAhead).toBe(false);
        expect(comparable(given.body)).toEqual(comparable(loaded.body));
        seen[given.isAhead ? 'ahead' : 'loaded']++;
      },
    ),
    { numRuns: 200, seed: SEED },
  );
  expect(Math.min(seen.ahead, seen.loaded)).toBeGreaterThan(30);
}, 120_000);
