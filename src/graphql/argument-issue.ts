import { GraphQLError, isValueNode, Kind, type Token, TokenKind, type ValueNode } from 'graphql';
import type { Issue } from '../errors/problem.js';
import { MISSING, WRONG_TYPE } from './coercion-issues.js';

/**
 * The issue of an argument of a field or a directive that graphql-js refuses during execution, when the values of the
 * variables in it are known (GraphQL, "Coercing Field Arguments"). Undefined for any other error.
 *
 * Only the message of such an error contains the name of the argument and the kind of the fault. Both follow from the node
 * of the error, which is the value of the argument: no other error of an execution refers to a value. Errors of validation do,
 * but Apollo Server adds a code to them.
 */
export function argumentIssue(error: GraphQLError): Issue | undefined {
  const cause = error.originalError ?? error;
  const [node] = error.nodes ?? [];
  if (error.extensions.code !== undefined || !(cause instanceof GraphQLError)) return undefined;
  if (!node || !isValueNode(node)) return undefined;
  const name = argumentName(node);
  return name === undefined ? undefined : { path: [name], ...faultOf(node) };
}

/**
 * Validation compares the type of a variable with the type of the argument, so that an argument that is a variable can only
 * be absent or null. Other values contain variables that are.
 */
function faultOf({ kind }: ValueNode): Pick<Issue, 'msg' | 'type'> {
  return kind === Kind.VARIABLE || kind === Kind.NULL ? MISSING : WRONG_TYPE;
}

/** The value follows the name of its argument and a colon. */
function argumentName({ loc }: ValueNode): string | undefined {
  const colon = before(loc?.startToken);
  if (colon?.kind !== TokenKind.COLON) return undefined;
  const name = before(colon);
  return name?.kind === TokenKind.NAME ? name.value : undefined;
}

/** The token before a token. Comments are tokens of the list, but not of the grammar. */
function before(token: Token | undefined): Token | undefined {
  let previous = token?.prev;
  while (previous?.kind === TokenKind.COMMENT) previous = previous.prev;
  return previous ?? undefined;
}
