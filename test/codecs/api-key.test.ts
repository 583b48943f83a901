import { generateApiKey, isWellFormedApiKey } from '../../src/codecs/api-key.js';
import { apiKeys } from './vectors.js';

describe('isWellFormedApiKey', () => {
  it.each(apiKeys.keys.filter((vector) => vector.well_formed).map(({ key }) => key))('takes %s', (key) => {
    expect(isWellFormedApiKey(key)).toBe(true);
  });

  it.each(apiKeys.keys.filter((vector) => !vector.well_formed).map(({ key, why }) => [key, why]))(
    'refuses %s: %s',
    (key) => {
      expect(isWellFormedApiKey(key as string)).toBe(false);
    },
  );

  it.each(['', ' ', '__', 'csb__00000000', ' csb_4qRLbBCIWu1nsL25NpkPLLOayiGSCkZG_b448760b'])(
    'refuses %j',
    (key) => {
      expect(isWellFormedApiKey(key)).toBe(false);
    },
  );

  it('refuses a key with a line break behind it', () => {
    expect(isWellFormedApiKey('csb_4qRLbBCIWu1nsL25NpkPLLOayiGSCkZG_b448760b\n')).toBe(false);
  });
});

describe('generateApiKey', () => {
  it.each(['csb', 'csu', 'cpk'] as const)('makes well-formed %s keys', (prefix) => {
    const keys = Array.from({ length: 500 }, () => generateApiKey(prefix));
    expect(keys.filter((key) => !key.startsWith(`${prefix}_`) || !isWellFormedApiKey(key))).toEqual([]);
  });

  it('never makes the same key twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => generateApiKey('csb'))).size).toBe(1000);
  });

  it('uses every alphanumeric character', () => {
    const bodies = Array.from({ length: 500 }, () => generateApiKey('csb').split('_')[1]).join('');
    expect(new Set(bodies).size).toBe(62);
  });
});
