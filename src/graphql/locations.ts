import { type Source, type SourceLocation } from 'graphql';

/** Starts of the lines of documents. Parsed documents are shared, so that each is read once. */
const lineStarts = new WeakMap<Source, readonly number[]>();

/**
 * Returns line and column of a position (GraphQL, "Errors"). graphql-js's own function reads all lines for each
 * position, which takes long for many errors in a document of many lines.
 */
export function locationOf(source: Source, position: number): SourceLocation {
  const starts = startsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= position) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: position - (starts[low] as number) + 1 };
}

function startsOf(source: Source): readonly number[] {
  let starts = lineStarts.get(source);
  if (!starts) {
    starts = [
      0,
      ...Array.from(source.body.matchAll(/\r\n|[\n\r]/g), (match) => match.index + match[0].length),
    ];
    lineStarts.set(source, starts);
  }
  return starts;
}
