import type { Problem } from '../../src/errors/problem.js';
import { readAssignClaimInput } from '../../src/services/assignments/assign-claim-input.js';
import { isDate, isEvidenceUrl, isText } from '../../src/services/validation/formats.js';
import { issueFinder } from '../../src/services/validation/validator.js';

describe('isDate', () => {
  it.each(['0001-01-01', '1582-10-15', '1900-02-28', '2000-02-29', '2024-02-29', '9999-12-31'])(
    'takes %s',
    (text) => expect(isDate(text)).toBe(true),
  );

  it.each([
    '',
    '0000-12-31',
    '1900-02-29',
    '2025-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-01',
    '2025-01-00',
    '2025-01-32',
    '2025-1-1',
    '20250101',
    '2025-W01-1',
    '+002025-01-01',
    '-2025-01-01',
    '12025-01-01',
    '2025-01-01\n',
    ' 2025-01-01',
    '2025-01-01T00:00',
    '２０２５-01-01',
    'infinity',
    'today',
  ])('refuses %j', (text) => expect(isDate(text)).toBe(false));
});

describe('isEvidenceUrl', () => {
  it.each([
    '',
    'http://example.com',
    'https://example.com/a?b=c#d',
    'HTTPS://EXAMPLE.COM/',
    'https://[::1]:8443/',
    'https://münchen.example/straße',
    'https://example.com/%00',
  ])('takes %j', (text) => expect(isEvidenceUrl(text)).toBe(true));

  it.each([
    ' ',
    'example.com',
    '//example.com',
    '/page',
    'https:',
    'https://',
    'https:example.com',
    'https://example.com:port/',
    'https://exa mple.com',
    'https://example.com/\n',
    'https://example.com/\u0085',
    'https://example.com/\0',
    'https://example.com/\ud800',
    ' https://example.com',
    'javascript:alert(1)//https://example.com',
    'ftp://example.com',
    'data:text/plain,x',
  ])('refuses %j', (text) => expect(isEvidenceUrl(text)).toBe(false));
});

describe('isText', () => {
  it('takes whatever PostgreSQL can store', () => {
    expect(['', 'a', '🌾', '\u0001', '\uffff'].every(isText)).toBe(true);
    expect(['\0', 'a\0', '\ud83c', '\udf3e\ud83c'].some(isText)).toBe(false);
  });
});

describe('a issueFinder', () => {
  const findIssues = issueFinder({
    type: 'object',
    required: ['a', 'b'],
    properties: {
      a: { type: 'string', minLength: 5, maxLength: 6, pattern: '^x+$' },
      b: { type: 'object', additionalProperties: { type: 'string' } },
    },
  });

  it('finds nothing in good input', () => {
    expect(findIssues({ a: 'xxxxx', b: {} })).toEqual([]);
  });

  it('names each place once, however many rules it breaks', () => {
    expect(findIssues({ a: 'y', b: {} })).toEqual([
      { path: ['a'], msg: 'String should have at least 5 characters', type: 'string_too_short' },
    ]);
  });

  it('names members that are missing', () => {
    expect(findIssues({}).map(({ path, type }) => [...path, type])).toEqual([
      ['a', 'missing'],
      ['b', 'missing'],
    ]);
  });

  it('names places whose keys are unusual as they are', () => {
    const keys = ['a/b', 'c~d', '~1', '', '__proto__', 'toString', '0'];
    const b = Object.fromEntries(keys.map((key) => [key, 5]));
    const places = findIssues({ a: 'xxxxx', b }).map(({ path }) => path[1]);
    expect(places.toSorted()).toEqual(keys.toSorted());
  });

  it('names places in lists by their index, keys of objects as texts', () => {
    const find = issueFinder({
      type: 'object',
      properties: {
        lists: { type: 'array', items: { type: 'array', items: { type: 'string', maxLength: 1 } } },
        map: { type: 'object', additionalProperties: { type: 'string' } },
      },
    });
    const issues = find({ lists: [['a'], ['b', 'cc'], 5], map: { 0: 1 } });
    expect(issues.map(({ path }) => path)).toEqual([
      ['lists', 1, 1],
      ['lists', 2],
      ['map', '0'],
    ]);
  });

  it('lists no more than a hundred issues', () => {
    const b = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`key${i}`, i]));
    expect(findIssues({ b })).toHaveLength(100);
  });
});

describe('readAssignClaimInput', () => {
  const good = { gtin: '96385074', claimId: '01900000-0000-7000-8000-000000000001' };

  it('fills in defaults and pads the GTIN', () => {
    expect(readAssignClaimInput(good)).toEqual({
      gtin: '00000096385074',
      claimId: good.claimId,
      claimCode: undefined,
      places: { product: 'gtin', claim: 'claimId' },
      source: 'BRAND_SELF_DECLARED',
      validFrom: null,
      expirationDate: null,
      evidenceUrl: '',
      evidenceNote: '',
      metadata: {},
    });
  });

  it('drops empty values of metadata and nothing else', () => {
    const metadata = JSON.parse('{"a": "", "b": " ", "__proto__": "x", "constructor": "y"}');
    const read = readAssignClaimInput({ ...good, metadata }).metadata;
    expect(JSON.stringify(read)).toBe('{"b":" ","__proto__":"x","constructor":"y"}');
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it.each([51, 9_000])('has one issue for %i keys of metadata', (count) => {
    const metadata = Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 'x']));
    expect(() => readAssignClaimInput({ ...good, metadata })).toThrow(
      expect.objectContaining({
        issues: [{ path: ['metadata'], msg: 'Object should have at most 50 members', type: 'too_long' }],
      }),
    );
  });

  it('counts the keys before it drops the empty ones', () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 51 }, (_, i) => [`key${i}`, i === 0 ? '' : 'x']),
    );
    expect(() => readAssignClaimInput({ ...good, metadata })).toThrow('Validation error.');
  });

  it.each([
    ['2026-01-01', '2026-01-01', true],
    ['2026-01-01', null, true],
    [null, '2026-01-01', true],
    ['2026-01-02', '2026-01-01', false],
    ['0999-12-31', '1000-01-01', true],
  ])('takes a period from %j to %j: %j', (validFrom, expirationDate, isGood) => {
    const read = () => readAssignClaimInput({ ...good, validFrom, expirationDate });
    if (isGood) return expect(read()).toMatchObject({ validFrom, expirationDate });
    try {
      read();
    } catch (problem) {
      expect((problem as Problem).issues).toMatchObject([{ path: ['expirationDate'], type: 'date_order' }]);
    }
    expect(read).toThrow();
  });
});
