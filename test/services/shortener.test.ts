import { shortener } from '../../src/services/validation/shortener.js';

const text = { type: 'string', maxLength: 3 };
const schema = {
  type: 'object',
  properties: {
    code: text,
    note: { type: 'string' },
    filter: { type: 'object', properties: { codes: { type: 'array', items: text } } },
  },
};

it('cuts texts that are far too long, wherever they stand, to ones that are still too long', () => {
  const input = { code: 'a'.repeat(1_000), filter: { codes: ['b', 'c'.repeat(1_000)] } };
  expect(shortener(schema)?.(input)).toEqual({
    code: 'a'.repeat(8),
    filter: { codes: ['b', 'c'.repeat(8)] },
  });
});

it('leaves no half of a character', () => {
  expect(shortener(text)?.('a\u{1F600}'.repeat(9))).toBe('a\u{1F600}a\u{1F600}a\u{FFFD}');
});

it('cuts objects with too many members to ones that still have too many', () => {
  const object = { type: 'object', maxProperties: 2 };
  const nullable = { properties: { metadata: { anyOf: [object, { type: 'null' }] } } };
  const metadata = Object.fromEntries(Array.from({ length: 9_000 }, (_, i) => [`k${i}`, i]));
  const short = shortener(nullable)?.({ metadata }) as { readonly metadata: object };
  expect(Object.entries(short.metadata)).toEqual(Object.entries(metadata).slice(0, 100));
  for (const input of [{ metadata: short.metadata }, { metadata: null }, { metadata: [1, 2, 3] }]) {
    expect(shortener(nullable)?.(input)).toBe(input);
  }
});

it('keeps members of objects that are named as those of all objects are', () => {
  const members = Array.from({ length: 200 }, (_, i) => `"k${i}":${i}`);
  const input = JSON.parse(`{"__proto__":1,"constructor":2,${members}}`);
  const short = shortener({ maxProperties: 1 })?.(input) as object;
  expect(JSON.stringify(short)).toMatch(/^\{"__proto__":1,"constructor":2,"k0":0,/);
  expect(Object.getPrototypeOf(short)).toBe(Object.prototype);
});

it.each([
  ['texts that are hardly too long', { code: 'abcdefgh' }],
  ['texts without a limit', { note: 'a'.repeat(10_000) }],
  ['other values', { code: 5, filter: null, more: ['a'] }],
])('leaves %s as they are', (_what, input) => {
  expect(shortener(schema)?.(input)).toBe(input);
});

it('is not needed where no text has a limit', () => {
  expect(shortener({ properties: { note: { type: 'string' }, list: { items: { type: 'string' } } } })).toBe(
    undefined,
  );
});
