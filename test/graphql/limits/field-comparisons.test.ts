import { getIntrospectionQuery, parse } from 'graphql';
import { fieldComparisons } from '../../../src/graphql/limits/field-comparisons.js';

const count = (text: string, limit = 1_000_000): number => fieldComparisons(parse(text), limit);

const times = (n: number, text: (index: number) => string): string =>
  Array.from({ length: n }, (_, index) => text(index)).join(' ');

describe('the field comparisons of', () => {
  it.each<[string, string, number]>([
    ['fields with keys of their own: one for each', '{ a b c }', 3],
    ['fields with one key: each pair', '{ a a a a }', 4 + 6],
    ['an alias: those with the same key', '{ x: a x: a a }', 3 + 1],
    ['fields with one key and different names: twenty for each pair', '{ x: a x: b x: c b }', 4 + 3 * 20],
    ['fields with one key and different arguments', '{ a(n: 1) a(n: 2) a(n: 1) a }', 4 + 1 + 5 * 20],
    ['fields with one key and the same arguments', '{ a(n: 1) a(n: 1) a(n: 1) }', 3 + 3],
    ['inline fragments: as if they were not there', '{ a ... { a ... on T { a } } }', 3 + 3],
    ['selections of one key: merged, once for each', '{ a { b } a { b c } }', 2 + 1 + 2 * 3 + 1],
    ['a selection that stands alone', '{ a { b b } c { b } }', 2 + 2 + 1 + 1],
    ['a spread: the fields of its fragment', '{ a ...F } fragment F on T { a a }', 2 + 1 + (3 + 1 + 3 + 1)],
    ['the same spread twice', '{ ...F ...F } fragment F on T { a }', 1 + (1 + 2 + 2)],
    ['a fragment that is unknown', '{ a ...F }', 2 + 1],
    ['a spread alone: one', '{ ...F } fragment F on T { ...F }', 1 + 1],
  ])('%s', (_, text, expected) => {
    expect(count(text)).toBe(expected);
  });

  it('fragments on each alias do not grow with what the fragments contain below', () => {
    const deep = 'fragment F on T { a { b { c { d } } } }';
    expect(count(`{ ${times(100, (n) => `a${n}: a { ...F }`)} } ${deep}`)).toBe(100 + 100 + 4);
  });

  it('an introspection query are few', () => {
    expect(count(getIntrospectionQuery())).toBeLessThan(1_000);
  });

  it('200 fragments that select one node in different places are few', () => {
    const text = `{ ${times(200, (n) => `a${n}: node { id ...F${n} }`)} }
      ${times(200, (n) => `fragment F${n} on Node { id name edges { node { id } } }`)}`;
    expect(count(text)).toBeLessThan(10_000);
  });
});

describe('counting ends', () => {
  it.each([
    [
      'with fragments that double one another',
      `{ ...F0 } ${times(60, (n) => `fragment F${n} on T { a { ...F${n + 1} b } a { ...F${n + 1} c } }`)}`,
    ],
    [
      'with fragments in a circle',
      '{ ...F } fragment F on T { a { ...F ...G } a { ...G } } fragment G on T { a { ...F } }',
    ],
  ])('%s', (_, text) => {
    expect(count(text, 10_000)).toBeGreaterThan(10_000);
  });
});
