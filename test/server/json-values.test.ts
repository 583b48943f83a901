import { limitValues } from '../../src/server/json-values.js';

const isPermitted = (json: string): boolean => {
  try {
    limitValues(Buffer.from(json));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'validation_error' });
    return false;
  }
};

const list = (items: number, item = '0') => `[${Array.from({ length: items }, () => item).join(',')}]`;

describe('the values of a body', () => {
  it.each([
    ['items', list(9_999), list(10_000)],
    ['members', `{"a":${list(9_997)}, "b": 0}`, `{"a":${list(9_998)}, "b": 0}`],
    ['lists in one another', '['.repeat(9_999).padEnd(20_000), '['.repeat(10_000).padEnd(20_000)],
    ['objects', list(4_999, '{}').padEnd(20_000), list(5_000, '{}').padEnd(20_000)],
  ])('are 10,000 at most: %s', (_, permitted, refused) => {
    expect([isPermitted(permitted), isPermitted(refused)]).toEqual([true, false]);
  });

  it.each([
    ['with a name of 1,000 bytes', { text: 'x'.repeat(20_000), ['n'.repeat(998)]: 0 }, true],
    ['with a longer name', { text: 'x'.repeat(20_000), ['n'.repeat(1_000)]: 0 }, false],
    ['with a longer name within a list', [{ ['n'.repeat(20_000)]: 0 }], false],
    ['with a long text', { text: 'x'.repeat(20_000) }, true],
  ])('may be in a large body %s', (_, value, permitted) => {
    expect(isPermitted(JSON.stringify(value, null, 2).replaceAll('":', '" :'))).toBe(permitted);
  });

  it.each([
    ['commas and brackets', ',[{'.repeat(10_000)],
    ['escaped quotes', '\\",'.repeat(10_000)],
    ['escaped backslashes before an escaped quote', '\\\\\\",'.repeat(10_000)],
    ['letters beyond ASCII', 'ü,'.repeat(10_000)],
  ])('are not counted within a text: %s', (_, text) => {
    expect(isPermitted(`{"text": "${text}"}`)).toBe(true);
  });

  it('are counted again behind a text that ends in a backslash', () => {
    expect(isPermitted(`["\\\\", ${list(10_000)}]`)).toBe(false);
  });

  it('are not looked for behind a text without an end, which is no JSON', () => {
    expect(isPermitted(`["${list(20_000)}`)).toBe(true);
  });
});
