import { analyse } from 'chardet';

/**
 * Encodings of Latin letters. A few of these letters do not distinguish them, and windows-1252 is by far the most
 * frequent; the message shows the text, so that the operator notices a wrong one.
 */
const western = /^(?:ISO-8859-(?:1|2|9|15)|windows-125[024])$/;

/** Minimum confidence, of 100, in another encoding. */
const MIN_CONFIDENCE = 30;

/** Bytes that windows-1252 does not assign. */
const unused = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Half of the bytes of ASCII in UTF-16 are zeros. */
const MIN_SHARE_OF_ZEROS = 0.3;

/**
 * Detects the encoding of bytes that are not UTF-8. Returns a label of the WHATWG Encoding Standard; undefined if no
 * readable encoding is likely.
 */
export function likelyEncoding(bytes: Buffer): string | undefined {
  const utf16 = likelyUtf16(bytes);
  if (utf16 !== undefined) return utf16;
  if (bytes.includes(0)) return undefined;
  const [best] = analyse(bytes).filter(({ name }) => name !== 'UTF-8' && name !== 'ASCII' && isKnown(name));
  const isOther = best && best.confidence >= MIN_CONFIDENCE && !western.test(best.name);
  if (isOther) return best.name.toLowerCase();
  return unused.some((byte) => bytes.includes(byte)) ? undefined : 'windows-1252';
}

/** Detects UTF-16 without a mark by the positions of zeros. */
export function likelyUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0;
  let odd = 0;
  for (const [i, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = bytes.length * MIN_SHARE_OF_ZEROS;
  if (odd > enough && even === 0) return 'utf-16le';
  return even > enough && odd === 0 ? 'utf-16be' : undefined;
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label) !== undefined;
  } catch {
    return false;
  }
}
