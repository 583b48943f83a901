/**
 * Writes a position in a list as an opaque text. It carries the list's name, so that a cursor cannot be
 * taken for a position in another list or order.
 */
export function encodeCursor(list: string, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/** Longer than any cursor: of a position with a name of 255 characters, each of which JSON escapes. */
const MAX_LENGTH = 4096;

/** Reads a position of `length` values back; undefined when the text is not a cursor of this list. */
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
