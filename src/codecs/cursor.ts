import { LRUCache } from 'lru-cache';

/**
 * Encodes a position in a list as an opaque text. It contains the name of the list, so that a cursor of another list or
 * order is refused.
 */
export function encodeCursor(list: string, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/** Maximum length of a cursor: of a position with a name of 255 characters, each of which JSON escapes. */
const MAX_LENGTH = 4096;

/** Maximum cached cursors, of some 8 KB each: more than a body of 512 KB can contain of the longest. */
const MAX_CACHED = 256;

const NOT_A_CURSOR: readonly string[] = [];

/** What cursors contain: every parent of a nested list reads the same one, and decoding a long one takes 0.2 ms. */
const contents = new LRUCache<string, readonly string[]>({ max: MAX_CACHED });

/** Decodes a position of `length` values; undefined if the text is not a cursor of this list. */
export function decodeCursor(list: string, length: number, cursor: string): string[] | undefined {
  if (cursor.length > MAX_LENGTH) return undefined;
  let content = contents.get(cursor);
  if (content === undefined) {
    content = contentOf(cursor) ?? NOT_A_CURSOR;
    // A copy: the text may be a slice of a large document, which it would keep.
    contents.set(Buffer.from(cursor).toString(), content);
  }
  return content.length === length + 1 && content[0] === list ? content.slice(1) : undefined;
}

/** The name of a list and a position in it; undefined for a text that is no cursor of any list. */
function contentOf(cursor: string): readonly string[] | undefined {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(decoded) || !decoded.every((value) => typeof value === 'string')) return undefined;
  const [list = '', ...position] = decoded;
  // Only what `encodeCursor` writes is a cursor: other spellings of the same bytes are not.
  return encodeCursor(list, position) === cursor ? decoded : undefined;
}
