/** A line of a file. */
export interface FileLine {
  /** From 1. */
  readonly line: number;
  /** Without its end; undefined if it has more bytes than the limit. */
  readonly bytes: Buffer | undefined;
}

/** Splits a file at its line feeds or carriage returns and keeps at most `limit` bytes of a line in memory. */
export async function* fileLines(
  chunks: AsyncIterable<Buffer>,
  lineEnd: '\r' | '\n',
  limit: number,
): AsyncGenerator<FileLine> {
  const endByte = lineEnd.charCodeAt(0);
  let line = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const taken = (): FileLine => ({ line, bytes: length <= limit ? Buffer.concat(parts) : undefined });
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(endByte); end !== -1; end = chunk.indexOf(endByte, start)) {
      take(chunk.subarray(start, end));
      yield taken();
      line += 1;
      parts = [];
      length = 0;
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield taken();
}
