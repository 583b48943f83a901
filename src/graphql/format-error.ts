import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import {
  type ASTNode,
  type FieldNode,
  GraphQLError,
  type GraphQLFormattedError,
  Kind,
  type SourceLocation,
} from 'graphql';
import { excerpt } from '../errors/excerpt.js';
import { renderForGraphql } from '../errors/graphql-rendering.js';
import { internalError } from '../errors/internal-error.js';
import { Problem, validationProblem } from '../errors/problem.js';
import type { ErrorCode } from '../errors/registry.js';
import { argumentIssue } from './argument-issue.js';
import { parserLimitProblem } from './limits/parser-limits.js';
import { locationOf } from './locations.js';
import type { RequestContext } from './request-context.js';

/** What is known of the request that an error belongs to. */
type FailedRequest = Pick<RequestContext, 'requestId' | 'log'>;

/** Which request an error belongs to: Apollo hands its formatter the error alone. */
const requests = new WeakMap<object, FailedRequest>();

/** Stores the request of an error until it is formatted. */
export function belongsToRequest(error: GraphQLError, request: FailedRequest): void {
  requests.set(error, request);
}

/** Whether an error is a failure of ours: neither a problem nor a fault in the request. */
export function isUnexpected(error: GraphQLError): boolean {
  if (error.originalError instanceof Problem) return false;
  const hasCode = error.extensions.code !== undefined && error.extensions.code !== 'INTERNAL_SERVER_ERROR';
  return !hasCode && !argumentIssue(error);
}

/**
 * Apollo's formatter. It never throws, because Apollo would log nothing of that and respond with an error
 * outside of the contract.
 * @param log for unexpected failures of Apollo itself, which belong to no known request: they get an id of
 *   their own, under which they are logged.
 */
export function errorFormatter(log: FastifyBaseLogger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const request = requests.get(error as object) ?? newRequest(log);
    try {
      if (!isKnown(error)) request.log.error({ err: error }, 'request failed');
      return formatError(formatted, error, request);
    } catch (failure) {
      request.log.error({ err: failure }, 'error not formatted');
      return renderForGraphql(internalError(request.requestId));
    }
  };
}

function isKnown(error: unknown): boolean {
  return requests.has(error as object) || (error instanceof GraphQLError && !isUnexpected(error));
}

function newRequest(log: FastifyBaseLogger): FailedRequest {
  const requestId = randomUUID();
  return { requestId, log: log.child({ requestId }) };
}

/** An error as the contract shapes it: its extensions and nothing else. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  { requestId }: FailedRequest,
): GraphQLFormattedError {
  const { path, locations } = formatted;
  return { ...render(formatted, error, requestId), ...(locations && { locations }), ...(path && { path }) };
}

/** The same for a problem of a field, that has not been thrown as an error. */
export function formatFieldProblem(
  problem: Problem,
  nodes: readonly FieldNode[],
  path: readonly (string | number)[],
): GraphQLFormattedError {
  return { ...renderForGraphql(problem, inputArgument(nodes)), locations: locationsOf(nodes), path };
}

/** Lines and columns of fields, found once for each place of a document. */
const knownLocations = new WeakMap<readonly FieldNode[], readonly SourceLocation[]>();

function locationsOf(nodes: readonly FieldNode[]): readonly SourceLocation[] {
  let locations = knownLocations.get(nodes);
  if (!locations) {
    locations = nodes.flatMap(({ loc }) => (loc ? [locationOf(loc.source, loc.start)] : []));
    knownLocations.set(nodes, locations);
  }
  return locations;
}

/** graphql-js repeats names and values of the document; so much of its sentences is shown. */
const MAX_MESSAGE_LENGTH = 300;

function render({ message: whole, extensions }: GraphQLFormattedError, error: unknown, requestId: string) {
  const message = excerpt(whole, MAX_MESSAGE_LENGTH);
  if (!(error instanceof GraphQLError) || isUnexpected(error)) {
    return renderForGraphql(internalError(requestId));
  }
  if (error.originalError instanceof Problem) {
    return renderForGraphql(error.originalError, inputArgument(error.nodes));
  }
  const issue = argumentIssue(error);
  if (issue) return renderForGraphql(validationProblem([issue]));
  const tooLarge = parserLimitProblem(error);
  if (tooLarge) return renderForGraphql(tooLarge);
  const code = codesOfStatuses[httpStatus(error)];
  if (code) return renderForGraphql(new Problem(code, message));
  return renderForGraphql(new Problem('bad_request', message), undefined, String(extensions?.code));
}

/** What Apollo refuses with a status of its own. */
const codesOfStatuses: Readonly<Record<number, ErrorCode>> = {
  405: 'method_not_allowed',
  415: 'unsupported_media_type',
};

function httpStatus({ extensions }: GraphQLError): number {
  return (extensions.http as { status?: number } | undefined)?.status ?? 400;
}

/** Mutations take one argument, `input`, and the issues of their problems lie below it. */
function inputArgument(nodes: readonly ASTNode[] | undefined): string | undefined {
  const field = nodes?.[0];
  if (field?.kind !== Kind.FIELD) return undefined;
  return field.arguments?.some((argument) => argument.name.value === 'input') ? 'input' : undefined;
}
