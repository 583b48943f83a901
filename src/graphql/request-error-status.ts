import type { AnswerMediaType } from './media-type.js';

/**
 * Returns the status of a request that was refused before execution because of its document or variables (GraphQL over
 * HTTP): 200 in plain `application/json`, whose clients expect it, and 400 in `application/graphql-response+json`.
 * Apollo Server uses the same status for both types.
 * @param given the status of Apollo Server.
 * @param source the document; without one the request is no GraphQL request at all: 400 in either type.
 */
export function requestErrorStatus(
  given: number,
  mediaType: AnswerMediaType,
  source: string | undefined,
): number {
  const isPlainJson = mediaType === 'application/json';
  if (isPlainJson && given === 400 && source !== undefined) return 200;
  return !isPlainJson && given === 200 ? 400 : given;
}
