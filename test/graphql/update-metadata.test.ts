import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { refusal, Writer } from './writes.js';

let gateway: Gateway;
let writer: Writer;

beforeAll(async () => {
  gateway = await shareGateway();
  writer = await Writer.of(gateway);
});
afterAll(() => gateway.close());

/** Keys `key_<from>` to `key_<to>` with this value. */
const keys = (from: number, to: number, value = 'v'): Record<string, string> =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, i) => [`key_${from + i}`, value]));

describe('metadata of an update', () => {
  it.each([
    [{ a: '1' }, { b: '2' }, { a: '1', b: '2' }],
    [{ a: '1' }, { a: '2' }, { a: '2' }],
    [{ a: '1', b: '2' }, { a: '' }, { b: '2' }],
    [{ a: '1' }, { a: '' }, {}],
    [{ a: '1' }, { a: '', b: '2' }, { b: '2' }],
    [{ a: '1' }, { unknown: '' }, { a: '1' }],
    [{ a: '1' }, {}, {}],
    [{ a: '1' }, null, {}],
    [{}, { a: '1' }, { a: '1' }],
    [{ a: ' ' }, { b: ' ' }, { a: ' ', b: ' ' }],
    [
      { 'a.b': '1', "it's": '2' },
      { "it's": '', '{a}': '"\\', '': undefined },
      { 'a.b': '1', '{a}': '"\\' },
    ],
  ])('%j merged with %j gives %j', async (stored, patch, expected) => {
    const pair = await writer.assigned({ metadata: stored });
    expect((await writer.updated({ ...pair, metadata: patch })).metadata).toEqual(expected);
    expect((await writer.current(pair)).metadata).toEqual(expected);
  });

  it('takes the names of built-in members for keys like any other', async () => {
    const stored = JSON.parse('{"__proto__": "1", "constructor": "2", "toString": "3"}');
    const pair = await writer.assigned({ metadata: stored });
    const patch = JSON.parse('{"__proto__": "new", "constructor": "", "hasOwnProperty": "4"}');
    const { metadata } = await writer.updated({ ...pair, metadata: patch });
    expect(JSON.stringify(Object.entries(metadata).toSorted())).toBe(
      '[["__proto__","new"],["hasOwnProperty","4"],["toString","3"]]',
    );
  });

  it('takes texts at their limits in code points', async () => {
    const pair = await writer.assigned({ metadata: { a: '1' } });
    const metadata = { ['🌾'.repeat(40)]: '🌾'.repeat(500) };
    expect((await writer.updated({ ...pair, metadata })).metadata).toEqual({ a: '1', ...metadata });
  });
});

describe('the 50 keys after the merge', () => {
  it.each([
    ['49 and a new one', keys(1, 49), { new: 'v' }],
    ['50 and a changed one', keys(1, 50), { key_1: 'new' }],
    ['50 with one deleted and one added', keys(1, 50), { key_1: '', new: 'v' }],
    ['25 and 25', keys(1, 25), keys(26, 50)],
    ['50 changed together', keys(1, 50), keys(1, 50, 'new')],
    ['50 of which 49 are deleted', keys(1, 50), keys(1, 49, '')],
  ])('may be %s', async (_, stored, patch) => {
    const pair = await writer.assigned({ metadata: stored });
    const merged = Object.entries({ ...stored, ...patch }).filter(([, value]) => value !== '');
    expect((await writer.updated({ ...pair, metadata: patch })).metadata).toEqual(Object.fromEntries(merged));
  });

  it.each([
    ['50 and a new one', keys(1, 50), { new: 'v' }],
    ['50 with one deleted and two added', keys(1, 50), { key_1: '', new: 'v', newer: 'v' }],
    ['26 and 25', keys(1, 26), keys(27, 51)],
  ])('may not be %s: nothing is stored', async (_, stored, patch) => {
    const pair = await writer.assigned({ metadata: stored });
    const before = await writer.current(pair);
    const { code, status, problem } = refusal(
      await writer.update({ ...pair, metadata: patch, evidenceNote: 'Not stored either.' }),
    );
    expect({ code, status }).toEqual({ code: 'BAD_USER_INPUT', status: 422 });
    expect(problem.details).toEqual([
      { loc: ['input', 'metadata'], msg: 'Object should have at most 50 members', type: 'too_long' },
    ]);
    expect(await writer.current(pair)).toEqual(before);
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 1, events: 1 });
  });

  it('are told together with days in the wrong order', async () => {
    const pair = await writer.assigned({ metadata: keys(1, 50), validFrom: '2026-01-02' });
    const patch = { metadata: { new: 'v' }, expirationDate: '2026-01-01' };
    const { problem } = refusal(await writer.update({ ...pair, ...patch }));
    expect(problem.details.map((detail: { loc: unknown }) => detail.loc)).toEqual([
      ['input', 'expirationDate'],
      ['input', 'metadata'],
    ]);
  });

  it('may not be sent as 51, even to delete them', async () => {
    const pair = await writer.assigned({ metadata: keys(1, 50) });
    const { problem } = refusal(await writer.update({ ...pair, metadata: keys(1, 51, '') }));
    expect(problem.details[0].loc).toEqual(['input', 'metadata']);
  });
});
