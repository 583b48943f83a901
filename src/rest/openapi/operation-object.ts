import type { Json, JsonObject } from '../json-schema.js';
import type { RestOperation, Success } from '../operation.js';
import { failureAnswers } from './failures.js';
import { headersOfAnswers } from './headers.js';
import { idempotencyKeyParameter, idempotencyReplayedHeader } from './idempotency.js';
import { security } from './security.js';

/** The Operation Object of OpenAPI. */
export function operationObject(operation: RestOperation): JsonObject {
  const { name, tag, summary, description, isExtension, body, success } = operation;
  const writes = operation.method !== 'get';
  const parameters = writes ? [...operation.parameters, idempotencyKeyParameter] : operation.parameters;
  return {
    tags: [tag],
    summary,
    description: isExtension
      ? `${description}\n\nAn extension of this service: the published specification does not have it.`
      : description,
    operationId: `apps_certifications_api_${name}`,
    ...(isExtension && { 'x-extension': true }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { content: json(body), required: true } }),
    responses: {
      [success.status]: successObject(success, writes ? idempotencyReplayedHeader : {}),
      ...failureAnswers(operation),
    },
    security,
  };
}

function successObject({ description, headers, schema }: Success, more: JsonObject): JsonObject {
  return {
    description,
    headers: { ...headers, ...more, ...headersOfAnswers },
    ...(schema && { content: json(schema) }),
  };
}

function json(schema: JsonObject): Json {
  return { 'application/json': { schema } };
}
