import { GTIN_PATTERN, toGtin14 } from '../../codecs/gtin.js';
import { accents, wordCharacters } from '../../database/migrations/word-characters.js';

const WORD_CHARACTER = new RegExp(`[A-Za-z0-9${wordCharacters}]`, 'u');
const ACCENTS = new RegExp(`[${accents}]+`, 'gu');
const GTIN = new RegExp(GTIN_PATTERN);

/** Longer texts are refused; what is in them does not matter, and to look would take long. */
const MAX_CODE_UNITS = 2_000;

/**
 * Whether a text, checked or not, has words to search for: letters or digits, as the database's `search_words` finds
 * them. One without is no filter.
 */
export function hasWords(text: string): boolean {
  if (text.length > MAX_CODE_UNITS || /[A-Za-z0-9]/.test(text)) return true;
  return WORD_CHARACTER.test(text.normalize('NFKD').replace(ACCENTS, ''));
}

/** The GTIN-14 that a text to search for is; undefined when it is something else. */
export function gtinOf(text: string): string | undefined {
  const digits = text.normalize('NFKC').trim();
  return GTIN.test(digits) ? toGtin14(digits) : undefined;
}

/** Letters before these are decomposed alike by every version of Unicode. */
const LONG_KNOWN = /^[\0-\u024f]*$/;

/**
 * The longest run of ASCII letters and digits in the words of a text, in lower case: every text without other
 * characters in which the words are found contains it. Undefined when there is none that rules many texts out.
 */
export function asciiPart(text: string): string | undefined {
  if (text.length > MAX_CODE_UNITS || !LONG_KNOWN.test(text)) return undefined;
  const folded = text.normalize('NFKD').replace(ACCENTS, '').toLowerCase();
  const [longest] = (folded.match(/[a-z0-9]{2,250}/g) ?? []).sort((one, other) => other.length - one.length);
  return longest;
}

/**
 * The words of a text of ASCII characters, as the database's `search_words` finds them; undefined for another text, whose
 * normalization is the database's alone.
 */
export function asciiWords(text: string): readonly string[] | undefined {
  if (!/^[\0-\x7f]*$/.test(text)) return undefined;
  return [...new Set(text.toLowerCase().match(/[a-z0-9]+/g))];
}
