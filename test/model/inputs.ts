import * as fc from 'fast-check';
import type { Sent } from './rules.js';
import { claims, foreignGtin, ownGtins } from './world.js';

/** Inputs of commands: mostly good ones, for few products and claims, so that sequences have a story. */

const rarely = <T, U>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<U>, weight = 24): fc.Arbitrary<T | U> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

const notAText = fc.constantFrom<unknown>(5, true, null, [], {});

export const gtin = rarely(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<string>(ownGtins[0], '12345670', '000012345670') },
    { weight: 3, arbitrary: fc.constantFrom<string>(ownGtins[1], '9520000000028') },
    { weight: 1, arbitrary: fc.constantFrom<string>(foreignGtin, '09520000009999') },
  ),
  fc.constantFrom('1234567', '123456789012345', '0952-00000028', '１２３４５６７８', 'product', '12345670\0'),
);

const [first, second, third] = claims.map(({ short, uuid }) => [short, uuid, uuid.toUpperCase()]);

export const claimId = rarely(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...(first as string[])) },
    { weight: 2, arbitrary: fc.constantFrom(...(second as string[])) },
    { weight: 1, arbitrary: fc.constantFrom(...(third as string[])) },
  ),
  fc.constantFrom(
    // Three that name nothing: two unknown, and one that decodes to more than 128 bits.
    '2222222222222222222222',
    '01900000-0000-7000-8000-0000000000ff',
    'zzzzzzzzzzzzzzzzzzzzzz',
    'AB',
    '{01900000-0000-7000-8000-00000000000a}',
    '01900000000070008000000000000000a',
    '222222222222222222222l',
  ),
  16,
);

const source = rarely(
  fc.constantFrom('BRAND_SELF_DECLARED', 'THIRD_PARTY_VERIFIED'),
  fc.oneof(fc.constantFrom<unknown>('brand_self_declared', ''), notAText),
);

const date = rarely(
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

const evidenceUrl = rarely(
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

const evidenceNote = rarely(
  fc.oneof(
    fc.constantFrom('', 'Audited.', '🌾'.repeat(10_000), '"; --\n\\'),
    fc.string({ maxLength: 8 }).filter(isText),
  ),
  fc.oneof(fc.constant('x'.repeat(10_001)), wrongText, notAText),
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

const metadata = rarely(
  fc.oneof(
    { weight: 5, arbitrary: few },
    { weight: 3, arbitrary: many },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  fc.oneof(tooMany, fc.constantFrom<unknown>('x', 5, [], ['a'], false)),
);

const settable = { source, validFrom: date, expirationDate: date, evidenceUrl, evidenceNote, metadata };
const pair = { gtin, claimId };

/** A GTIN and an id, and any of the rest. */
export const withFields: fc.Arbitrary<Sent> = fc.record(
  { ...pair, ...settable },
  { requiredKeys: ['gtin', 'claimId'] },
);

/** As above; now and then the id is missing or is no text, which a path cannot say. */
export const assignment: fc.Arbitrary<Sent> = rarely(
  withFields,
  fc.record({ ...pair, claimId: notAText, ...settable }, { requiredKeys: ['gtin'] }),
);

/** Only what names an assignment. */
export const pairOnly: fc.Arbitrary<Sent> = fc.record(pair);

function isText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
