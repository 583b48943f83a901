import * as fc from 'fast-check';
import { HILL_FARM, insertOrganizations, MEADOW_FOODS, resetCatalogue } from '../queries/data-set.js';
import { SEED } from '../support/fuzz-seed.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { documentOf, product, root, variables } from './selections.js';

/**
 * Claims that are read along with their products must be the claims that the loaders read. Each generated
 * selection is sent twice: as it is, and beside claims in another order, which leaves all of them to the
 * loaders.
 */

let gateway: Gateway;
const keys: Record<string, string> = {};

beforeAll(async () => {
  gateway = await shareGateway();
  await insertOrganizations(gateway.database);
  await resetCatalogue(gateway.database);
  keys.owner = await gateway.fixtures.key(MEADOW_FOODS);
  keys.other = await gateway.fixtures.key(HILL_FARM);
  keys.publishable = await gateway.fixtures.key(MEADOW_FOODS, { type: 'cpk' });
  const fullProduct = await gateway.fixtures.product(MEADOW_FOODS, { gtin: '09520000000050' });
  for (let n = 0; n < 30; n++) {
    const claim = await gateway.fixtures.claim(`MANY_${String((n * 7) % 30).padStart(2, '0')}`);
    await gateway.fixtures.assignment(fullProduct, claim);
  }
});
afterAll(() => gateway.close());

const OTHER_ORDER = 'beside: claims(first: 3, orderBy: { direction: DESC }) { nodes { id } }';

async function ask(document: string, key: string | undefined) {
  const statements: string[] = [];
  gateway.database.observer = ({ text }) => statements.push(text);
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
