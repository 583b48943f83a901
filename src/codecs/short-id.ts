/** The alphabet of the published contract: base 57, without 0, 1, I, O and l. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

const SHORT_FORM = `[${ALPHABET}]{22}`;
const CANONICAL_FORM = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** Both written forms of an id, as the APIs accept them (docs/contract.md, "Ids"). */
export const ID_PATTERN = `^(?:${SHORT_FORM}|${CANONICAL_FORM})$`;

const isShort = new RegExp(`^${SHORT_FORM}$`);
const isCanonical = new RegExp(`^${CANONICAL_FORM}$`);

/** 2^128 - 1. The alphabet is in ASCII order, so texts compare as the numbers they stand for. */
const MAX_SHORT_ID = 'oZEq7ovRbLq6UnGMPwc8B5';

/** Ids that were written lately, emptied when full. Most are claims', of which a catalogue has some hundred. */
const written = new Map<string, string>();
const MAX_WRITTEN = 5_000;

/** The 22-character form of a canonical UUID: how ids leave the service. */
export function shortId(uuid: string): string {
  let short = written.get(uuid);
  if (short === undefined) {
    short = writeShort(limbsOf(uuid));
    if (written.size === MAX_WRITTEN) written.clear();
    written.set(uuid, short);
  }
  return short;
}

/**
 * The UUID of an id in either form, as it reaches the database. Null for any other text, which validation
 * refuses, and for a short form of 2^128 or more, which is well-formed but names nothing (decoding it would
 * alias another row).
 */
export function readUuid(text: string): string | null {
  if (isShort.test(text)) return text <= MAX_SHORT_ID ? writeCanonical(readShort(text)) : null;
  return isCanonical.test(text) ? text.toLowerCase() : null;
}

/*
 * Both forms are numbers of 128 bits. They are held as eight limbs of 16 bits, the most significant first, and
 * converted by five digits at a time: a limb times 57^5 is exact in a double. Lists write an id for each row.
 */

const LIMB = 2 ** 16;
const BASE = ALPHABET.length;
const FIVE_DIGITS = BASE ** 5;

/** Where the limbs begin in the canonical form. */
const LIMB_PLACES = [0, 4, 9, 14, 19, 24, 28, 32];

/** What a digit stands for, by its character code. */
const digitValues: number[] = [];
for (const [value, digit] of [...ALPHABET].entries()) digitValues[digit.charCodeAt(0)] = value;

function limbsOf(uuid: string): number[] {
  return LIMB_PLACES.map((place) => {
    let limb = 0;
    for (let i = place; i < place + 4; i++) limb = limb * 16 + hexValue(uuid.charCodeAt(i));
    return limb;
  });
}

/** Of the code of a hexadecimal digit in lower case, which is how PostgreSQL writes ids. */
function hexValue(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

function writeCanonical(limbs: readonly number[]): string {
  const hex = limbs.map((limb) => limb.toString(16).padStart(4, '0'));
  return `${hex[0]}${hex[1]}-${hex[2]}-${hex[3]}-${hex[4]}-${hex[5]}${hex[6]}${hex[7]}`;
}

/** Every two digits, by the number that they stand for. */
const twoDigits = Array.from({ length: BASE ** 2 }, (_, value) =>
  [Math.floor(value / BASE), value % BASE].map((digit) => ALPHABET[digit]).join(''),
);

/** Writes the digits from the last to the first: four times five, and the two that are left. */
function writeShort(limbs: number[]): string {
  let text = '';
  for (let pass = 0; pass < 4; pass++) text = fiveDigits(divide(limbs)) + text;
  return twoDigits[limbs[7] as number] + text;
}

function fiveDigits(value: number): string {
  const upper = Math.floor(value / twoDigits.length);
  return (
    ALPHABET.charAt(Math.floor(upper / twoDigits.length)) +
    twoDigits[upper % twoDigits.length] +
    twoDigits[value % twoDigits.length]
  );
}

/** Divides by 57^5 in place and gives the remainder. */
function divide(limbs: number[]): number {
  let remainder = 0;
  for (let i = 0; i < limbs.length; i++) {
    const dividend = remainder * LIMB + (limbs[i] as number);
    const quotient = Math.floor(dividend / FIVE_DIGITS);
    limbs[i] = quotient;
    remainder = dividend - quotient * FIVE_DIGITS;
  }
  return remainder;
}

function readShort(text: string): number[] {
  const limbs = LIMB_PLACES.map(() => 0);
  limbs[7] = numberIn(text, 0, 2);
  for (let place = 2; place < text.length; place += 5)
    multiplyAndAdd(limbs, numberIn(text, place, place + 5));
  return limbs;
}

function numberIn(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * BASE + (digitValues[text.charCodeAt(i)] as number);
  return value;
}

/** Multiplies by 57^5 in place and adds a number below that. */
function multiplyAndAdd(limbs: number[], addend: number): void {
  let carry = addend;
  for (let i = limbs.length - 1; i >= 0; i--) {
    const product = (limbs[i] as number) * FIVE_DIGITS + carry;
    carry = Math.floor(product / LIMB);
    limbs[i] = product - carry * LIMB;
  }
}
