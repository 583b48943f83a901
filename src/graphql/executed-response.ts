import { type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { renderForGraphql } from '../errors/graphql-rendering.js';
import { Problem } from '../errors/problem.js';
import { ResponseTooLarge } from '../errors/response-too-large.js';
import { TooManyErrors } from '../errors/too-many-errors.js';
import type { Result } from './executor/execution.js';
import type { FieldError } from './executor/field-error.js';
import { logFailures } from './failure-log.js';
import { formatError, formatFieldProblem } from './format-error.js';
import type { RequestContext } from './request-context.js';

/** Returns the response of Apollo Server for a result that it has not executed itself: errors are logged and formatted here. */
export function executedResponse({ data, errors }: Result, context: RequestContext): GraphQLResponse {
  return {
    body: {
      kind: 'single',
      singleResult: { data, ...(errors && { errors: errors.map((error) => formatted(error, context)) }) },
    },
    http: { headers: new HeaderMap() },
  };
}

function formatted(error: FieldError, context: RequestContext): GraphQLFormattedError {
  const { cause, nodes, path } = error;
  if (cause instanceof ResponseTooLarge || cause instanceof TooManyErrors) return renderForGraphql(cause);
  // Most are refusals, which are not logged.
  if (cause instanceof Problem && cause.cause === undefined)
    return formatFieldProblem(cause, nodes, path ?? []);
  const { located } = error;
  logFailures([located], context);
  return formatError(located.toJSON(), located, context);
}

/** Returns the response of Apollo Server for a request with invalid variables: nothing was executed. */
export function variablesResponse(errors: readonly GraphQLFormattedError[]): GraphQLResponse {
  return {
    body: { kind: 'single', singleResult: { errors } },
    http: { status: 400, headers: new HeaderMap() },
  };
}
