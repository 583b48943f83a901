import { KeptCounts } from '../../src/services/products/facets/kept-counts.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let now: number;
let kept: KeptCounts;
beforeEach(() => {
  now = 0;
  kept = new KeptCounts(() => now);
});

/** A count that knows how often it was made, and takes some milliseconds of these tests' clock. */
function counting(rows: object[], ms = 0) {
  const count = async () => {
    count.calls += 1;
    now += ms;
    return rows;
  };
  count.calls = 0;
  return count;
}

async function make(key: string, count: () => Promise<object[]>): Promise<void> {
  kept.request(key, count);
  await kept.idle();
}

describe('kept counts', () => {
  it('are those of their key', async () => {
    await make('a', counting([{ count: 1 }]));
    await make('b', counting([{ count: 2 }]));
    expect(kept.find('a', counting([]))).toEqual([{ count: 1 }]);
    expect(kept.find('b', counting([]))).toEqual([{ count: 2 }]);
    expect(kept.find('c', counting([]))).toBeUndefined();
  });

  it('are shown for ten minutes from their beginning', async () => {
    await make('a', counting([{}], MINUTE));
    now = 10 * MINUTE;
    expect(kept.find('a', counting([]))).toEqual([{}]);
    await kept.idle();
    await make('b', counting([{}], MINUTE));
    now += 9 * MINUTE + 1;
    expect(kept.find('b', counting([]))).toBeUndefined();
  });

  it('are made anew when they are asked for after a minute, and shown meanwhile', async () => {
    await make('a', counting([{ count: 1 }]));
    const again = counting([{ count: 2 }]);
    now = MINUTE;
    kept.find('a', again);
    expect(again.calls).toBe(0);
    now = MINUTE + 1;
    expect(kept.find('a', again)).toEqual([{ count: 1 }]);
    await kept.idle();
    expect(kept.find('a', again)).toEqual([{ count: 2 }]);
    expect(again.calls).toBe(1);
  });

  it('are made anew after twenty times what they took at the earliest', async () => {
    await make('a', counting([{}], 10 * SECOND));
    const again = counting([]);
    now = 200 * SECOND;
    kept.find('a', again);
    await kept.idle();
    expect(again.calls).toBe(0);
    now += 1;
    kept.find('a', again);
    await kept.idle();
    expect(again.calls).toBe(1);
  });

  it('are made one after the other, each once however many ask', async () => {
    const first = Promise.withResolvers<object[]>();
    const second = counting([]);
    kept.request('a', () => first.promise);
    kept.request('b', second);
    kept.request('b', second);
    await Promise.resolve();
    expect(second.calls).toBe(0);
    first.resolve([]);
    await kept.idle();
    expect(second.calls).toBe(1);
  });

  it('do not wait in any number', async () => {
    const first = Promise.withResolvers<object[]>();
    kept.request('0', () => first.promise);
    const others = Array.from({ length: 30 }, () => counting([]));
    const accepted = others.map((count, i) => kept.request(`${i + 1}`, count));
    expect(accepted.filter(Boolean)).toHaveLength(19);
    first.resolve([]);
    await kept.idle();
    expect(others.filter((count) => count.calls > 0)).toHaveLength(19);
  });

  it('that fail stop no others, and are not tried again at once', async () => {
    const second = counting([{}]);
    expect(kept.request('a', () => Promise.reject(new Error('no')))).toBe(true);
    kept.request('b', second);
    await kept.idle();
    expect(kept.find('b', second)).toEqual([{}]);
    now = MINUTE;
    expect(kept.request('a', second)).toBe(false);
    now = MINUTE + 1;
    expect(kept.request('a', second)).toBe(true);
    await kept.idle();
    expect(kept.find('a', second)).toEqual([{}]);
  });

  it('that fail after long are tried again after twenty times as long', async () => {
    const failing = async () => {
      now += MINUTE;
      throw new Error('too long');
    };
    await make('a', failing);
    now = 20 * MINUTE;
    expect(kept.request('a', failing)).toBe(false);
    now += 1;
    expect(kept.request('a', failing)).toBe(true);
  });

  it('forget the oldest when they are too large together', async () => {
    const large = [{ text: 'x'.repeat(3 * 1024 * 1024) }];
    for (const key of ['a', 'b', 'c']) await make(key, counting(large));
    expect(['a', 'b', 'c'].map((key) => kept.find(key, counting([])) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
