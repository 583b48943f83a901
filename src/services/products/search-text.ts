import { GTIN_PATTERN, toGtin14 } from '../../codecs/gtin.js';
import { accents, wordCharacters } from '../../database/migrations/word-characters.js';

const WORD_CHARACTER = new RegExp(`[A-Za-z0-9${wordCharacters}]`, 'u');
const ACCENTS = new RegExp(`[${accents}]+`, 'gu');
const GTIN = new RegExp(GTIN_PATTERN);

/** Longer texts are refused; what is in them does not matter, and to look would take long. */
const MOST_CODE_UNITS = 2_000;

/**
 * Whether a text, checked or not, has words to search for: letters or digits, as the database's `search_words` finds
 * them. One without is no filter.
 */
export function hasWords(text: string): boolean {
  if (text.length > MOST_CODE_UNITS || /[A-Za-z0-9]/.test(text)) return true;
  return WORD_CHARACTER.test(text.normalize('NFKD').replace(ACCENTS, ''));
}

/** The GTIN-14 that a text to search for is; undefined when it is something else. */
export function gtinOf(text: string): string | undefined {
  const digits = text.normalize('NFKC').trim();
  return GTIN.test(digits) ? toGtin14(digits) : undefined;
}
