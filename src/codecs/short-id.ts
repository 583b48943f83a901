import { createTranslator } from 'short-uuid';

/** The alphabet of the published contract: base 57, without 0, 1, I, O and l. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const translator = createTranslator(ALPHABET, { consistentLength: true });

const SHORT_FORM = `[${ALPHABET}]{22}`;
const CANONICAL_FORM = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** Both written forms of an id, as the doors accept them (docs/contract.md, "Ids"). */
export const ID_PATTERN = `^(?:${SHORT_FORM}|${CANONICAL_FORM})$`;

const isShort = new RegExp(`^${SHORT_FORM}$`);
const isCanonical = new RegExp(`^${CANONICAL_FORM}$`);

/** 2^128 - 1. The alphabet is in ASCII order, so texts compare as the numbers they stand for. */
const LARGEST = 'oZEq7ovRbLq6UnGMPwc8B5';

/** The 22-character form of a canonical UUID: how ids leave the service. */
export function shortId(uuid: string): string {
  return translator.fromUUID(uuid);
}

/**
 * Reads an id in either form. Any other text comes back as it is, for validation to refuse; so does a
 * short form of 2^128 or more, which is well-formed but names nothing (decoding it would alias another row).
 */
export function readId(text: string): string {
  if (isCanonical.test(text)) return text.toLowerCase();
  if (isShort.test(text) && text <= LARGEST) return translator.toUUID(text);
  return text;
}

/** Whether a text is a canonical UUID, the only form that may reach the database. */
export function isUuid(text: string): boolean {
  return isCanonical.test(text);
}
