import * as fc from 'fast-check';
import { SEED } from '../support/fuzz-seed.js';
import { commandsOf } from './commands.js';
import type { Kind } from './kind.js';
import { Model } from './model.js';
import type { Run } from './run.js';
import { createWorld, type World } from './world.js';

/**
 * Tests that sequences about one kind of assignment are answered and stored as the model says.
 * @param runs number of sequences.
 * @param kinds of answers that must have been met, without which the sequences would say little.
 */
export function testSequences(kind: Kind, runs: number, kinds: readonly string[]): void {
  let world: World;
  const seen = new Map<string, number>();

  beforeAll(async () => {
    world = await createWorld(kind);
  });
  afterAll(() => world.gateway.close());

  describe(`any sequence of assign, update, remove, batches, list and get of ${kind.list}, some sent twice, each through either API`, () => {
    it(`is answered and stored as the model says (${runs} sequences)`, async () => {
      const property = fc.asyncProperty(commandsOf(kind), async (sequence) => {
        await world.reset();
        const run: Run = { world, seen, times: new Map() };
        await fc.asyncModelRun(() => ({ model: new Model(kind), real: run }), sequence);
      });
      // A failure is made smaller for a while, not for ever.
      await fc.assert(property, {
        seed: SEED,
        numRuns: runs,
        interruptAfterTimeLimit: 150_000,
        markInterruptAsFailure: true,
      });
    }, 180_000);

    it('has met every kind of answer on the way', () => {
      expect(kinds.filter((met) => !seen.has(met))).toEqual([]);
    });
  });
}
