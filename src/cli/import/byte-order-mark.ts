const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Drops a UTF-8 byte order mark from the start of a file. The CSV parser's own option for it is not used,
 * because it switches from buffers to texts when it finds one.
 */
export async function* withoutByteOrderMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < MARK.length) continue;
    yield unmarked(start);
    start = undefined;
  }
  if (start !== undefined && start.length > 0) yield unmarked(start);
}

function unmarked(start: Buffer): Buffer {
  return start.subarray(0, MARK.length).equals(MARK) ? start.subarray(MARK.length) : start;
}
