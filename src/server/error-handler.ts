import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderForGraphql } from '../errors/graphql-rendering.js';
import { internalError } from '../errors/internal-error.js';
import { Problem } from '../errors/problem.js';
import { registry } from '../errors/registry.js';
import { PROBLEM_MEDIA_TYPE, renderForRest } from '../errors/rest-rendering.js';
import { sendGraphqlErrors } from './graphql-route.js';
import { isGraphql } from './requested-api.js';

/** Renders every failure that reaches Fastify, in the form of the API in which it occurred. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) =>
    sendFailure(await counted(error, request), request, reply),
  );
}

/** Over quota, a 429 replaces a failure that occurred before the request was counted. */
async function counted(error: unknown, { quota }: FastifyRequest): Promise<unknown> {
  try {
    await quota?.settle();
    return error;
  } catch (spent) {
    return spent;
  }
}

/** Renders a failure as a problem document or as GraphQL errors. Logs unexpected failures in full. */
function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error, request);
  const { status } = registry[problem.code];
  reply.headers(problem.headers);
  if (isGraphql(request.url)) return sendGraphqlErrors(request, reply, status, [renderForGraphql(problem)]);
  const document = renderForRest(problem, request);
  // As bytes, because Fastify adds a charset to JSON texts and the media type has no such parameter.
  return reply
    .code(status)
    .type(PROBLEM_MEDIA_TYPE)
    .send(Buffer.from(JSON.stringify(document)));
}

function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) {
    if (error.cause) request.log.warn({ err: error.cause }, 'unavailable');
    return error;
  }
  switch ((error as { code?: unknown }).code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem('unsupported_media_type', 'The media type of the body cannot be read.');
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      // The client has closed its connection and reads no response. Lost connections of ours are problems.
      return new Problem('bad_request', 'The body has ended early.');
    default:
      request.log.error({ err: error }, 'request failed');
      return internalError(request.id);
  }
}
