/**
 * Memory of one escape in a string literal, in bytes: graphql-js appends escapes and the text between them to the value
 * one by one, and V8 keeps each concatenation as an object of 32 bytes beside its parts.
 */
const BYTES_PER_ESCAPE = 96;

/** The shortest parts take the most memory for their length, measured: 22 bytes for each character. */
const MAX_BYTES_PER_CHARACTER = 24;

/** Memory that the escapes of a document take once it is parsed, in bytes. */
export function escapeBytes(text: string): number {
  const maximum = text.length * MAX_BYTES_PER_CHARACTER;
  let bytes = 0;
  for (let at = text.indexOf('\\'); at >= 0 && bytes < maximum; at = text.indexOf('\\', at + 2)) {
    bytes += BYTES_PER_ESCAPE;
  }
  return Math.min(bytes, maximum);
}
