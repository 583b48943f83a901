const marks: readonly (readonly [encoding: string, mark: Buffer])[] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/** Returns the encoding of a byte order mark and the length of the mark; undefined without a mark. */
export function markedEncoding(
  start: Buffer,
): { readonly encoding: string; readonly length: number } | undefined {
  const found = marks.find(([, mark]) => start.subarray(0, mark.length).equals(mark));
  return found && { encoding: found[0], length: found[1].length };
}
