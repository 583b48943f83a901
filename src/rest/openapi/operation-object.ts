import type { Json, JsonObject } from '../json-schema.js';
import type { RestOperation, Success } from '../operation.js';
import { failureAnswers } from './failures.js';
import { headersOfAnswers } from './headers.js';
import { security } from './security.js';

/** The Operation Object of OpenAPI. */
export function operationObject(operation: RestOperation): JsonObject {
  const { name, tag, summary, description, isExtension, parameters, body, success } = operation;
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
    responses: { [success.status]: successObject(success), ...failureAnswers(operation) },
    security,
  };
}

function successObject({ description, headers, schema }: Success): JsonObject {
  return {
    description,
    headers: { ...headers, ...headersOfAnswers },
    ...(schema && { content: json(schema) }),
  };
}

function json(schema: JsonObject): Json {
  return { 'application/json': { schema } };
}
