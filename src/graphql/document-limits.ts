import { Problem } from '../errors/problem.js';

/** Maximum characters: comments and blanks, which the limit of tokens does not count, take time and memory as well. */
const MAX_LENGTH = 200_000;

/** Maximum lines: graphql-js reads all lines for each place of an error. */
const MAX_LINES = 3_000;

/** Throws the 413 of a document that is too long to be parsed. */
export function limitDocumentSize(query: string): void {
  if (query.length > MAX_LENGTH) throw tooLong(`${MAX_LENGTH.toLocaleString('en')} characters`);
  if (query.length > MAX_LINES && linesOf(query) > MAX_LINES) {
    throw tooLong(`${MAX_LINES.toLocaleString('en')} lines`);
  }
}

function linesOf(query: string): number {
  let lines = 1;
  for (let i = 0; i < query.length && lines <= MAX_LINES; i++) {
    const code = query.charCodeAt(i);
    if (code === 0x0a || (code === 0x0d && query.charCodeAt(i + 1) !== 0x0a)) lines += 1;
  }
  return lines;
}

function tooLong(limit: string): Problem {
  return new Problem('payload_too_large', `The document is longer than ${limit}, the limit.`);
}
