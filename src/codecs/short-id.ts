import { createTranslator } from 'short-uuid';

/** The alphabet of the published contract: base 57, without 0, 1, I, O and l. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

const SHORT_LENGTH = 22;
const SHORT_FORM = `[${ALPHABET}]{${SHORT_LENGTH}}`;
const CANONICAL_FORM = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** Both written forms of an id, as the APIs accept them (docs/contract.md, "Ids"). */
export const ID_FORMS = `${SHORT_FORM}|${CANONICAL_FORM}`;
export const ID_PATTERN = `^(?:${ID_FORMS})$`;

const isShort = new RegExp(`^${SHORT_FORM}$`);
const isCanonical = new RegExp(`^${CANONICAL_FORM}$`);

/** 2^128 - 1. The alphabet is in ASCII order, so short forms compare as the numbers that they encode. */
const MAX_SHORT_ID = 'oZEq7ovRbLq6UnGMPwc8B5';

/** Decodes short forms. */
const translator = createTranslator(ALPHABET, { consistentLength: true });

/** Maximum cached ids in each direction. Most are ids of claims, of which a catalogue has some hundred. */
const MAX_CACHED = 10_000;

/**
 * Translating an id takes microseconds, and lists contain the same claims again and again. A full cache is emptied: to
 * keep the order of use would take longer than the look-up, and frequent ids are cached again at once.
 */
const shortIds = new Map<string, string>();
const uuids = new Map<string, string>();

/** Returns the 22-character form of a canonical UUID, which responses use. */
export function shortId(uuid: string): string {
  const cached = shortIds.get(uuid);
  if (cached !== undefined) return cached;
  const short = writeShort(uuid);
  keep(shortIds, uuid, short);
  return short;
}

/**
 * Returns the UUID of an id in either form. Null for any other text, which validation refuses, and for a short form of
 * 2^128 or more, which is well-formed but unknown (decoded, it would be the id of another row).
 */
export function readUuid(text: string): string | null {
  if (text.length === SHORT_LENGTH) return uuids.get(text) ?? readShort(text);
  return isCanonical.test(text) ? text.toLowerCase() : null;
}

function readShort(text: string): string | null {
  if (!isShort.test(text) || text > MAX_SHORT_ID) return null;
  const uuid = translator.toUUID(text);
  keep(uuids, text, uuid);
  return uuid;
}

function keep(cache: Map<string, string>, id: string, translated: string): void {
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(id, translated);
}

const BASE = BigInt(ALPHABET.length);
const FIVE_DIGITS = BASE ** 5n;

/** All pairs of digits, by the number that they encode. */
const twoDigits = Array.from(ALPHABET).flatMap((first) => Array.from(ALPHABET, (second) => first + second));

/**
 * Encodes the digits from last to first, four blocks of five and one of two. The translator takes four times as long,
 * and the ids of a page of history are all new to the cache.
 */
function writeShort(uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let text = '';
  for (let pass = 0; pass < 4; pass++) {
    text = fiveDigits(Number(rest % FIVE_DIGITS)) + text;
    rest /= FIVE_DIGITS;
  }
  return twoDigits[Number(rest)] + text;
}

function fiveDigits(value: number): string {
  const upper = Math.floor(value / twoDigits.length);
  return (
    ALPHABET.charAt(Math.floor(upper / twoDigits.length)) +
    twoDigits[upper % twoDigits.length] +
    twoDigits[value % twoDigits.length]
  );
}
