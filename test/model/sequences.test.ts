import * as fc from 'fast-check';
import { SEED } from '../support/fuzz-seed.js';
import { commands } from './commands.js';
import { Model } from './model.js';
import type { Run } from './run.js';
import { createWorld, type World } from './world.js';

const RUNS = 500;

/** Without these the sequences would say little. */
const kinds = [
  'assign 201, recorded',
  'assign conflict',
  'assign forbidden',
  'assign not_found at claimId',
  'assign not_found at gtin',
  'assign validation_error',
  'assign validation_error at claimId',
  'assign validation_error at expirationDate',
  'assign validation_error at metadata',
  'update 200',
  'update 200, recorded',
  'update forbidden',
  'update not_found at claimId',
  'update not_found at gtin',
  // As the row would stand: the order of the dates, the number of keys.
  'update validation_error',
  'update validation_error at evidenceUrl',
  'update validation_error at metadata',
  'remove 204, recorded',
  'remove forbidden',
  'remove not_found at claimId',
  'remove not_found at gtin',
  'remove validation_error at gtin',
  'batch 200',
  'batch forbidden',
  'batch rollback of all',
  'batch row 200',
  'batch row 201',
  'batch row conflict',
  'batch row forbidden',
  'batch row not_found at claimId',
  'batch row not_found at gtin',
  // As the row would stand.
  'batch row validation_error',
  'batch row validation_error at claimId',
  'batch row validation_error at metadata',
  'list 200',
  'list not_found at gtin',
  'list validation_error at gtin',
  'get 200',
  'get not_found at claimId',
  'get not_found at gtin',
  'get validation_error at claimId',
  'search assignments found',
  'search assignments none',
  'search products found',
  'search products none',
];

let world: World;
const seen = new Map<string, number>();

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.gateway.close());

describe('any sequence of assign, update, remove, batches, list, get and search, some sent twice, each through either API', () => {
  it(`is answered and stored as the model says (${RUNS} sequences)`, async () => {
    const property = fc.asyncProperty(commands, async (sequence) => {
      await world.reset();
      const run: Run = { world, seen, times: new Map() };
      await fc.asyncModelRun(() => ({ model: new Model(), real: run }), sequence);
    });
    // A failure is made smaller for a while, not for ever.
    await fc.assert(property, {
      seed: SEED,
      numRuns: RUNS,
      interruptAfterTimeLimit: 150_000,
      markInterruptAsFailure: true,
    });
  }, 180_000);

  it('has met every kind of answer on the way', () => {
    expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
  });
});
