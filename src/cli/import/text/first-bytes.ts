/** The beginning of a stream, and the stream. */
export interface StartedStream {
  /** At least the requested bytes, unless there are fewer. */
  readonly start: Buffer;
  /** All chunks, the beginning included. The caller reads or closes it once. */
  readonly chunks: AsyncGenerator<Buffer>;
}

/** Reads chunks until `isEnough` accepts all bytes so far; reads everything if it never does. */
export async function begin(
  chunks: AsyncIterable<Buffer>,
  isEnough: (start: Buffer) => boolean,
): Promise<StartedStream> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
    if (isEnough(start)) break;
  }
  return { start, chunks: whole(start, iterator) };
}

async function* whole(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
