import { GraphQLError, Lexer, type Source, TokenKind } from 'graphql';
import { Problem } from '../../errors/problem.js';
import { limits } from './limits.js';

/** The 422 of a document that the parser stopped to read because of its size; undefined for any other error. */
export function parserLimitProblem(error: Error): Problem | undefined {
  const isOfGraphql = error instanceof GraphQLError;
  // Errors of nodes come after the parser.
  if (isOfGraphql && error.nodes) return undefined;
  // The parser calls itself for each of thousands of nested braces or brackets, until the stack is full.
  if (rootCause(error) instanceof RangeError) {
    return new Problem('validation_error', 'The document is nested too deeply.');
  }
  if (isOfGraphql && isBeyondTokenLimit(error)) {
    return new Problem('validation_error', `The document has more than ${limits.tokens} tokens, the limit.`);
  }
  return undefined;
}

/** Apollo Server wraps errors of the parser, twice if they are no `GraphQLError`. */
function rootCause(error: Error): Error {
  return error instanceof GraphQLError && error.originalError ? rootCause(error.originalError) : error;
}

/**
 * Whether the error refers to the first token beyond the limit. The parser counts tokens before it reads them, so that it
 * finds no other fault there. Its error differs from other syntax errors by its message alone.
 */
function isBeyondTokenLimit({ source, positions }: GraphQLError): boolean {
  const [position] = positions ?? [];
  return source !== undefined && position !== undefined && tokensUpTo(source, position) > limits.tokens;
}

/** Number of tokens up to the one that starts at the position; 0 if none does. */
function tokensUpTo(source: Source, position: number): number {
  const lexer = new Lexer(source);
  try {
    for (let count = 1; ; count += 1) {
      const { kind, start } = lexer.advance();
      if (kind === TokenKind.EOF || start > position) return 0;
      if (start === position) return count;
    }
  } catch {
    // A text that is no token.
    return 0;
  }
}
