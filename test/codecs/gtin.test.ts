import { GTIN_PATTERN, hasValidCheckDigit, toGtin14 } from '../../src/codecs/gtin.js';
import { gtins } from './vectors.js';

const pattern = new RegExp(GTIN_PATTERN);

describe('GTIN_PATTERN', () => {
  it.each(gtins.valid.map(({ input }) => input))('takes %s', (input) => {
    expect(input).toMatch(pattern);
  });

  it.each(gtins.invalid)('refuses %j', (input) => {
    expect(input).not.toMatch(pattern);
  });
});

describe('toGtin14', () => {
  it.each(gtins.valid.map(({ input, gtin14 }) => [input, gtin14]))('pads %s to %s', (input, gtin14) => {
    expect(toGtin14(input)).toBe(gtin14);
  });
});

describe('hasValidCheckDigit', () => {
  const known = gtins.valid.filter((vector) => vector.check_digit_valid !== null);

  it.each(known.map(({ gtin14, check_digit_valid }) => [gtin14, check_digit_valid]))(
    'says of %s: %s',
    (gtin14, isValid) => {
      expect(hasValidCheckDigit(gtin14 as string)).toBe(isValid);
    },
  );

  it.each(known.map(({ gtin14 }) => gtin14))('refuses every other last digit of %s', (gtin14) => {
    const others = [...'0123456789'].filter((digit) => digit !== gtin14.at(-1));
    expect(others.filter((digit) => hasValidCheckDigit(gtin14.slice(0, 13) + digit))).toEqual([]);
  });
});
