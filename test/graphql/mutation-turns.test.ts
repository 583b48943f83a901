import { setImmediate as nextTurn } from 'node:timers/promises';
import { buildSchema, execute, parse } from 'graphql';
import { letMutationsTakeTurns } from '../../src/graphql/mutation-turns.js';

let turn: number;
let isCounting: boolean;

/** The turns of the event loop in which the fields of a mutation began, from 0. */
async function turnsOf(document: string): Promise<number[]> {
  const schema = buildSchema('type Query { a: Int } type Mutation { a: Int }');
  const began: number[] = [];
  schema.getMutationType()!.getFields().a!.resolve = () => {
    began.push(turn);
  };
  letMutationsTakeTurns(schema);
  const result = await execute({ schema, document: parse(document) });
  expect(result.errors).toBeUndefined();
  return began;
}

beforeEach(() => {
  turn = 0;
  isCounting = true;
  void (async () => {
    while (isCounting) {
      await nextTurn();
      turn += 1;
    }
  })();
});
afterEach(() => {
  isCounting = false;
});

it('lets a single field begin at once', async () => {
  expect(await turnsOf('mutation { a }')).toEqual([0]);
});

it.each([
  ['fields', 'mutation { a b: a c: a }'],
  ['a fragment', 'mutation { ...F } fragment F on Mutation { a b: a c: a }'],
])('lets each of several %s begin in a turn of its own', async (_what, document) => {
  const began = await turnsOf(document);
  expect(began).toHaveLength(3);
  expect(new Set(began).size).toBe(3);
});
