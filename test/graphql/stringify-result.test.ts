import { ResponseSize } from '../../src/graphql/executor/response-size.js';
import { stringifyResult } from '../../src/graphql/stringify-result.js';
import { addTree } from '../support/measured-response.js';

const text = 'x'.repeat(1_000);
const node = {
  id: 1,
  label: text,
  note: null,
  isActive: true,
  score: 0.5,
  metadata: { 'a "key"': '\u0001\ud83d' },
};
const large = {
  nodes: Array.from({ length: 600 }, (_, i) => ({
    ...node,
    id: i,
    claim: { code: 'A', tags: [[], ['b'], [{}]] },
  })),
  empty: {},
  none: [],
};

function measured<Data extends object>(data: Data): Data {
  const size = new ResponseSize();
  addTree(size, data);
  size.noteIfLarge(data);
  return data;
}

it.each([
  ['without errors', { errors: undefined, data: measured(large), extensions: { cost: 1 } }],
  [
    'with errors',
    { errors: [{ message: text, path: ['a', 0] }], data: measured(large), extensions: undefined },
  ],
  ['that is small', { data: measured({ node }), extensions: { cost: 1 } }],
  ['without data', { errors: [{ message: 'no' }], data: null }],
])('writes a result %s as JSON', async (_what, result) => {
  expect(await stringifyResult(result)).toBe(`${JSON.stringify(result)}\n`);
});

it('writes a large result in several turns of the event loop', async () => {
  let turns = 0;
  let counting = setImmediate(function count() {
    turns += 1;
    counting = setImmediate(count);
  });
  await stringifyResult({ data: measured(large) });
  clearImmediate(counting);
  expect(turns).toBeGreaterThanOrEqual(4);
});

it('writes a small result at once', () => {
  expect(typeof stringifyResult({ data: measured({ node }) })).toBe('string');
});

it('writes a large value of a scalar under each of its aliases', async () => {
  const metadata = { 'a "key"': '\u0001'.repeat(5_000), other: [null, 'é'] };
  const data = { first: metadata, large, second: metadata };
  const size = new ResponseSize();
  addTree(size, { large });
  size.addLeaf(metadata);
  size.addLeaf(metadata);
  size.noteIfLarge(data);
  expect(await stringifyResult({ data })).toBe(`${JSON.stringify({ data })}\n`);
});
