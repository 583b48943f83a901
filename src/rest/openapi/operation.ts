import type { ErrorCode } from '../../errors/registry.js';
import { failureAnswers } from './failures.js';
import { headersOfAnswers } from './headers.js';
import type { Json, JsonObject } from './json.js';
import { security } from './security.js';

/** What a folder tells the document of its operation. Schemas stand in it as the objects they are. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Below the base, with parameters in braces. */
  readonly path: string;
  /** Name of the function in the published family: `apps_certifications_api_<name>`. */
  readonly name: string;
  readonly tag: 'Claims' | 'Assignments';
  readonly summary: string;
  readonly description: string;
  /** The published specification does not have this operation. */
  readonly isExtension?: true;
  readonly parameters: readonly JsonObject[];
  /** Schema of the body, for an operation that takes one. */
  readonly body?: JsonObject;
  readonly success: Success;
  readonly failures: readonly ErrorCode[];
}

/** The one answer of an operation that is no failure. */
export interface Success {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  /** Beside those of every answer. */
  readonly headers?: JsonObject;
  /** Absent: the answer has no body. */
  readonly schema?: JsonObject;
}

/** The Operation Object of OpenAPI. */
export function operationObject(operation: Operation): JsonObject {
  const { name, tag, summary, description, isExtension, parameters, body, success, failures } = operation;
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
    responses: { [success.status]: successObject(success), ...failureAnswers(failures) },
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
