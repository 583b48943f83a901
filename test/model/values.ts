import * as fc from 'fast-check';

/** Values of single fields: mostly good ones, and now and then one that breaks a rule. */

export const rarely = <T, U>(
  usual: fc.Arbitrary<T>,
  rare: fc.Arbitrary<U>,
  weight = 24,
): fc.Arbitrary<T | U> => fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

export const notAText = fc.constantFrom<unknown>(5, true, null, [], {});

/** Ids that name nothing of any kind: two unknown, one that decodes to more than 128 bits, and some that are none. */
export const noIds = [
  '2222222222222222222222',
  '01900000-0000-7000-8000-0000000000ff',
  'zzzzzzzzzzzzzzzzzzzzzz',
  'AB',
  '{01900000-0000-7000-8000-00000000000a}',
  '01900000000070008000000000000000a',
  '222222222222222222222l',
] as const;

export const date = rarely(
  fc.constantFrom('2026-01-01', '2026-06-15', '2026-06-16', '2024-02-29', '0001-01-01', '9999-12-31', null),
  fc.oneof(
    fc.constantFrom(
      '2025-02-29',
      '2026-13-01',
      '2026-1-1',
      '0000-01-01',
      '',
      '2026-01-01T00:00:00Z',
      '10000-01-01',
    ),
    fc.constantFrom<unknown>(20_260_101, false, {}),
  ),
);

export const url = rarely(
  fc.constantFrom(
    '',
    'https://example.com/report.pdf',
    'HTTP://EXAMPLE.com',
    'https://exämple.com/a?b=c#d',
    `https://example.com/${'x'.repeat(2028)}`,
  ),
  fc.oneof(
    fc.constantFrom('example.com', 'ftp://example.com/', 'https://a b', 'https:///x', ' https://example.com'),
    fc.constant(`https://example.com/${'x'.repeat(2029)}`),
    notAText,
  ),
);

const wrongText = fc.constantFrom('a\0b', '\ud800', 'x\udc00y');

/** Texts of at most as many characters. */
export const textUpTo = (most: number) =>
  rarely(
    fc.oneof(
      fc.constantFrom('', 'Audited.', '🌾'.repeat(most), '"; --\n\\'),
      fc.string({ maxLength: 8 }).filter(isText),
    ),
    fc.oneof(fc.constant('x'.repeat(most + 1)), wrongText, notAText),
  );

export const source = rarely(
  fc.constantFrom('BRAND_SELF_DECLARED', 'THIRD_PARTY_VERIFIED'),
  fc.oneof(fc.constantFrom<unknown>('brand_self_declared', ''), notAText),
);

export const verificationStatus = rarely(
  fc.constantFrom('unverified', 'verified', 'expired'),
  fc.oneof(fc.constantFrom<unknown>('maybe', ''), notAText),
);

export const countries = rarely(
  fc.constantFrom(['DE'], ['DE', 'FR'], ['FR', 'DE', 'FR'], [], Array(250).fill('US')),
  fc.constantFrom<unknown>(['ZZZ'], ['de'], ['DE', 5], Array(251).fill('US'), null, 5, {}),
);

const key = rarely(
  fc.constantFrom('a', 'order_id', '__proto__', 'constructor', 'toString', '🌾'.repeat(40), 'orderId', '"'),
  fc.oneof(fc.constantFrom('', 'k'.repeat(41)), wrongText),
  60,
);

const value = rarely(
  fc.constantFrom('1', '2', '', '', '🌾'.repeat(500), 'a"b\\c\n', '{}'),
  fc.oneof(fc.constant('x'.repeat(501)), wrongText, notAText),
  60,
);

/** Objects with own properties even of names such as `__proto__`. */
const fromEntries = (entries: readonly (readonly [string, unknown])[]) => Object.fromEntries(entries);

const few = fc
  .uniqueArray(fc.tuple(key, value), { maxLength: 4, selector: ([name]) => name })
  .map(fromEntries);

/** Enough keys that two of them together may be more than there can be. */
const many = fc
  .tuple(fc.constantFrom('a', 'b'), fc.constantFrom(25, 26, 49, 50), fc.constantFrom('x', 'y', ''))
  .map(([prefix, keys, text]) =>
    fromEntries(Array.from({ length: keys }, (_, i) => [`${prefix}${i}`, text])),
  );

const tooMany = fc.constant(fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'x'])));

export const metadata = rarely(
  fc.oneof(
    { weight: 5, arbitrary: few },
    { weight: 3, arbitrary: many },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  fc.oneof(tooMany, fc.constantFrom<unknown>('x', 5, [], ['a'], false)),
);

function isText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
