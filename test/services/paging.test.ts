import { decodeCursor, encodeCursor } from '../../src/codecs/cursor.js';
import type { Problem } from '../../src/errors/problem.js';
import {
  aheadOfPosition,
  behindPosition,
  gtinKey,
  type Ordering,
  orderBy,
  textKey,
  timestampKey,
  uuidKey,
} from '../../src/services/pagination/ordering.js';
import { rowLimit, toPage } from '../../src/services/pagination/page.js';
import { readPageRequest } from '../../src/services/pagination/page-request.js';

const itself = (row: string) => row;
const byCode: Ordering<string> = { list: 'claims:CODE', keys: [textKey('c.code', itself)] };
const byNameAndGtin: Ordering = {
  list: 'products:NAME',
  keys: [textKey('p.name', itself), gtinKey('p.gtin')],
};

/** The issues of a refused request. */
function issuesOf(read: () => unknown): unknown {
  try {
    read();
  } catch (problem) {
    return (problem as Problem).issues?.map(({ path, type }) => [...path, type]);
  }
  return undefined;
}

describe('an ordering', () => {
  it('is written as a keyset condition over one column', () => {
    expect(behindPosition(byCode, 1)).toBe('c.code > $1');
    expect(orderBy(byCode)).toBe('c.code');
  });

  it('is written as a comparison of rows over several', () => {
    expect(behindPosition(byNameAndGtin, 3)).toBe('(p.name, p.gtin) > ($3, $4)');
    expect(orderBy(byNameAndGtin)).toBe('p.name, p.gtin');
  });

  it('is turned around for a list that runs down, and for a page from the end', () => {
    const down: Ordering = { ...byNameAndGtin, descending: true };
    expect(behindPosition(down, 1)).toBe('(p.name, p.gtin) < ($1, $2)');
    expect(aheadOfPosition(down, 1)).toBe('(p.name, p.gtin) > ($1, $2)');
    expect(aheadOfPosition(byCode, 2)).toBe('c.code < $2');
    expect(orderBy(down)).toBe('p.name desc, p.gtin desc');
    expect(orderBy(byCode, true)).toBe('c.code desc');
    expect(orderBy(down, true)).toBe('p.name, p.gtin');
  });

  it('casts what is no text', () => {
    const byTime: Ordering = { list: 'x', keys: [timestampKey('a.at', itself), uuidKey('a.id', itself)] };
    expect(behindPosition(byTime, 1)).toBe('(a.at, a.id) > ($1::timestamptz, $2::uuid)');
  });

  it.each([
    '2026-01-02 03:04:05+00',
    '2026-01-02 03:04:05.678901+00',
    '2024-02-29 23:59:59.9+00',
    '0001-01-01 00:00:00+00',
    '9999-12-31 23:59:59.999999+00',
  ])('takes %s for a moment', (text) => {
    expect(timestampKey('a.at', itself).accepts(text)).toBe(true);
  });

  it.each([
    '',
    'now',
    'infinity',
    '2026-01-02',
    '2026-02-29 00:00:00+00',
    '2026-13-01 00:00:00+00',
    '0000-01-01 00:00:00+00',
    '2026-01-02 24:00:00+00',
    '2026-01-02 03:60:05+00',
    '2026-01-02 03:04:60+00',
    '2026-01-02 03:04:05',
    '2026-01-02 03:04:05+01',
    '2026-01-02T03:04:05+00',
    '2026-01-02 03:04:05.+00',
    '2026-01-02 03:04:05.1234567+00',
    ' 2026-01-02 03:04:05+00',
    '2026-01-02 03:04:05+00\n',
  ])('does not take %j for a moment', (text) => {
    expect(timestampKey('a.at', itself).accepts(text)).toBe(false);
  });

  it('takes no text that the database cannot hold', () => {
    const { accepts } = textKey('c.code', itself);
    expect(['', 'A', '🌾', "'"].every(accepts)).toBe(true);
    expect(['\0', 'a\0b', '\ud800', '\udc00'].some(accepts)).toBe(false);
  });
});

describe('readPageRequest', () => {
  it.each([
    [{}, 25],
    [{ first: null, after: null }, 25],
    [{ first: undefined, after: undefined }, 25],
    [{ first: 0 }, 0],
    [{ first: 100 }, 100],
  ])('reads %j as a page of %i rows from the start', (args, size) => {
    expect(readPageRequest(args, byCode)).toEqual({ size, backward: false });
  });

  it('reads a cursor as the position that it stands for', () => {
    const after = encodeCursor('products:NAME', ['Oats', '09520000000001']);
    expect(readPageRequest({ first: 5, after }, byNameAndGtin)).toEqual({
      size: 5,
      backward: false,
      after: ['Oats', '09520000000001'],
    });
  });

  it.each([
    ['a size below 0', { first: -1 }, [['first', 'greater_than_equal']]],
    ['a size over 100', { first: 101 }, [['first', 'less_than_equal']]],
    ['an empty cursor', { after: '' }, [['after', 'cursor']]],
    [
      'both',
      { first: 101, after: 'x' },
      [
        ['first', 'less_than_equal'],
        ['after', 'cursor'],
      ],
    ],
    ['a cursor of another list', { after: encodeCursor('claims:LABEL', ['A']) }, [['after', 'cursor']]],
    ['a cursor of more columns', { after: encodeCursor('claims:CODE', ['A', 'B']) }, [['after', 'cursor']]],
    [
      'a value that the column cannot have',
      { after: encodeCursor('claims:CODE', ['A\0']) },
      [['after', 'cursor']],
    ],
  ])('refuses %s', (_, args, issues) => {
    expect(issuesOf(() => readPageRequest(args, byCode))).toEqual(issues);
  });

  it.each([
    [{ last: 5 }, 5],
    [{ last: 0 }, 0],
    [{ last: 100, first: null }, 100],
  ])('reads %j as a page of %i rows from the end', (args, size) => {
    expect(readPageRequest(args, byCode)).toEqual({ size, backward: true });
  });

  it.each([
    ['rows from both ends', { first: 1, last: 1 }, [['last', 'exclusive']]],
    ['a size from the end below 0', { last: -1 }, [['last', 'greater_than_equal']]],
    ['a size from the end over 100', { last: 101 }, [['last', 'less_than_equal']]],
    ['what is no cursor', { before: 'x' }, [['before', 'cursor']]],
  ])('refuses %s', (_, args, issues) => {
    expect(issuesOf(() => readPageRequest(args, byCode))).toEqual(issues);
  });

  it('checks every column of a position with its own rule', () => {
    const after = encodeCursor('products:NAME', ['09520000000001', 'Oats']);
    expect(issuesOf(() => readPageRequest({ after }, byNameAndGtin))).toEqual([['after', 'cursor']]);
  });
});

describe('rowLimit', () => {
  it('asks for more rows than the page has, with few different numbers', () => {
    const limits = Array.from({ length: 1_001 }, (_, size) => rowLimit(size));
    expect(limits.every((limit, size) => limit > size)).toBe(true);
    expect([...new Set(limits)]).toEqual([1, 11, 26, 101, 1_001]);
  });

  it('serves sizes beyond those of the APIs too', () => {
    expect(rowLimit(2_000)).toBe(2_001);
  });
});

describe('toPage', () => {
  const rows = ['A', 'B', 'C'];
  const page = (size: number, after?: string[]) =>
    toPage(rows, { size, backward: false, after, before: undefined }, byCode);

  it.each([
    [0, [], true],
    [1, ['A'], true],
    [2, ['A', 'B'], true],
    [3, ['A', 'B', 'C'], false],
    [4, ['A', 'B', 'C'], false],
  ])('cuts a page of %i rows out of 3', (size, expected, hasNextPage) => {
    expect(page(size)).toMatchObject({ rows: expected, hasNextPage, hasPreviousPage: false });
  });

  it('has a previous page behind a position', () => {
    expect(page(2, ['0'])).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it.each([
    [2, undefined, ['B', 'A'], false, true],
    [2, ['D'], ['B', 'A'], true, true],
    [3, ['D'], ['C', 'B', 'A'], true, false],
    [0, undefined, [], false, true],
  ])(
    'turns %i rows around that were read from the end before %p',
    (size, before, expected, next, previous) => {
      const request = { size, backward: true, after: undefined, before };
      const turned = toPage(rows, request, byCode);
      expect(turned).toMatchObject({ rows: expected, hasNextPage: next, hasPreviousPage: previous });
    },
  );

  it('gives cursors that lead back to their rows', () => {
    expect(decodeCursor('claims:CODE', 1, page(2).cursor('B'))).toEqual(['B']);
  });

  it('is empty where there are no rows', () => {
    const request = { size: 0, backward: false, after: undefined, before: undefined };
    const empty = toPage<string>([], request, byCode);
    expect(empty).toMatchObject({ rows: [], hasNextPage: false, hasPreviousPage: false });
  });
});
