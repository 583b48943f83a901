import { Problem } from '../errors/problem.js';

/** Maximum values of a body: members and items at all levels, with the objects and lists that contain them. */
const MAX_VALUES = 10_000;

/** Maximum bytes of the name of a member in a large body: an unknown name is compared with all known ones. */
const MAX_NAME_BYTES = 1_000;

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;

/**
 * Throws the 422 of a body with too many values or a very long name, before it is parsed: 250,000 nested lists take the
 * parser 90 ms, and each value, valid or not, takes time afterwards.
 * @param json the text in UTF-8, valid or not.
 */
export function limitValues(json: Buffer): void {
  // Each value but the first follows a comma or opens an object or list.
  if (json.length <= MAX_VALUES) return;
  let values = 1;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (byte === QUOTE) {
      const start = i;
      i = endOfString(json, i + 1);
      if (i - start > MAX_NAME_BYTES && isName(json, i + 1)) throw nameTooLong();
    } else if (byte === COMMA || byte === OPENING_BRACKET || byte === OPENING_BRACE) values += 1;
  }
  if (values > MAX_VALUES) {
    throw new Problem(
      'validation_error',
      `The body holds more than ${MAX_VALUES.toLocaleString('en')} values, the limit.`,
    );
  }
}

/** Whether the string that ends before this position is the name of a member: a colon follows. */
function isName(json: Buffer, after: number): boolean {
  let place = after;
  while (isBlank(json[place])) place += 1;
  return json[place] === COLON;
}

/** RFC 8259 section 2, `ws`. */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

function nameTooLong(): Problem {
  return new Problem(
    'validation_error',
    `The name of a member is longer than ${MAX_NAME_BYTES.toLocaleString('en')} bytes, the limit of large bodies.`,
  );
}

/** Position of the quote that ends a string. */
function endOfString(json: Buffer, start: number): number {
  for (let end = json.indexOf(QUOTE, start); end >= 0; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes += 1;
    // An odd number of backslashes escapes the quote.
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
