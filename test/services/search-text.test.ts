import { asciiPart, asciiWords } from '../../src/services/products/search-text.js';

describe('the words of a text', () => {
  it.each([
    ['Omega-3 omega', ['omega', '3']],
    ["O'Neill\tNo.5", ['o', 'neill', 'no', '5']],
    ['caf\u00e9', undefined],
  ])('of ASCII characters are known without the database: %s', (text, words) => {
    expect(asciiWords(text)).toEqual(words);
  });

  it.each([
    ['Dr.Oetker', 'oetker'],
    ['CR\u00c8ME br\u00fbl\u00e9e', 'brulee'],
    ['stra\u00dfen', 'stra'],
    ['sm\u00f8rrebr\u00f8d', 'rrebr'],
    ['o', undefined],
    ['\u0435\u043b\u043a\u0430 milk', undefined],
  ])('have a part that texts of ASCII characters must contain: %s', (text, part) => {
    expect(asciiPart(text)).toBe(part);
  });
});
