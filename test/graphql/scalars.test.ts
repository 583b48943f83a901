import { DateTime } from '../../src/schema/scalars/date-time.js';

describe('DateTime', () => {
  it.each([
    ['2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05.6+00', '2026-01-02T03:04:05.600Z'],
    ['2026-01-02 03:04:05.67+00', '2026-01-02T03:04:05.670Z'],
    ['2026-01-02 03:04:05.678901+00', '2026-01-02T03:04:05.678Z'],
    ['2026-12-31 23:59:59.999999+00', '2026-12-31T23:59:59.999Z'],
  ])('writes %s as %s, never rounded up', (stored, expected) => {
    expect(DateTime.serialize(stored)).toBe(expected);
  });

  it.each(['2026-01-02 03:04:05+02', '2026-01-02T03:04:05Z', '2026-01-02', 'infinity', null])(
    'does not guess what %j is',
    (stored) => {
      expect(() => DateTime.serialize(stored)).toThrow('DateTime expects a timestamp in UTC.');
    },
  );
});
