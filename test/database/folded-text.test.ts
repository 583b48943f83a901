import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** Every letter whose lower case is one other letter. */
function capitals(): string[] {
  return Array.from({ length: 0x1ffff }, (_, point) => point)
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .filter((letter) => letter.toLowerCase() !== letter && [...letter.toLowerCase()].length === 1);
}

describe('fold_case()', () => {
  it('makes no difference between a capital and its lower case, whatever the script', async () => {
    const letters = capitals();
    expect(letters.length).toBeGreaterThan(1_300);
    const different = unprepared<{ letter: string }>(`
select letter from unnest($1::text[], $2::text[]) as pair (letter, lower)
where fold_case('é' || letter) <> fold_case('É' || lower)`);
    expect(await test.database.query(different, [letters, letters.map((one) => one.toLowerCase())])).toEqual(
      [],
    );
  });

  it.each([
    ['I', 'ı'],
    ['é', 'e'],
    ['œ', 'oe'],
  ])('tells %s from %s', async (one, other) => {
    const same = unprepared<{ same: boolean }>('select fold_case($1) = fold_case($2) as same');
    expect(await test.database.query(same, [one, other])).toEqual([{ same: false }]);
  });
});

describe('search_words()', () => {
  it('takes every letter and digit for a part of a word, and nothing else', async () => {
    const points = Array.from({ length: 0x20000 }, (_, point) => point + 1)
      .filter((point) => point < 0xd800 || point > 0xdfff)
      .map((point) => String.fromCodePoint(point))
      // One that is not decomposed, so that its own kind decides.
      .filter((character) => character.normalize('NFKD') === character && !/[\p{M}\p{Cn}]/u.test(character));
    const split = unprepared<{ character: string; words: number }>(`
select character, cardinality(tsvector_to_array(search_words('a' || character || 'b'))) as words
from unnest($1::text[]) as character`);
    const rows = await test.database.query(split, [points]);
    const wrong = rows.filter(({ character, words }) => (words === 1) !== /[\p{L}\p{N}ـ]/u.test(character));
    expect(wrong).toEqual([]);
  });
});
