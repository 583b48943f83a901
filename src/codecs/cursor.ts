/**
 * Encodes a position in a list as an opaque text. It contains the name of the list, so that a cursor of another list or
 * order is refused.
 */
export function encodeCursor(list: string, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/** Maximum length of a cursor: of a position with a name of 255 characters, each of which JSON escapes. */
const MAX_LENGTH = 4096;

/** Decodes a position of `length` values; undefined if the text is not a cursor of this list. */
export function decodeCursor(list: string, length: number, cursor: string): string[] | undefined {
  if (cursor.length > MAX_LENGTH) return undefined;
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(decoded) || decoded.length !== length + 1 || decoded[0] !== list) return undefined;
  const position = decoded.slice(1);
  if (!position.every((value) => typeof value === 'string')) return undefined;
  // Only what `encodeCursor` writes is a cursor: other spellings of the same bytes are not.
  return encodeCursor(list, position) === cursor ? position : undefined;
}
