import Negotiator from 'negotiator';

/** Media types of responses, the preferred one first (GraphQL over HTTP). */
const offered = ['application/json', 'application/graphql-response+json'] as const;

export type AnswerMediaType = (typeof offered)[number];

const PAGE = 'text/html';

/**
 * Maximum length and ranges of a header; others are ignored, because reading one takes milliseconds. Those of browsers
 * have 150 characters.
 */
const MAX_LENGTH = 1_024;
const MAX_RANGES = 50;

/** Parameters of a range other than its quality. Clients write `charset=utf-8`, although JSON has no such parameter. */
const PARAMETERS = /;(?!\s*q=)[^;,]*/gi;

/**
 * Chooses the media type of a response by the `Accept` header (RFC 9110, section 12.5.1). A header that accepts none of
 * ours is ignored: a 406 would come after the operation was executed.
 */
export function answerMediaType(accept = '*/*'): AnswerMediaType {
  // The headers of nearly all clients.
  if (accept === '*/*' || accept === 'application/json') return 'application/json';
  return choose(offered, accept) ?? offered[0];
}

/** Whether a header prefers a page, as those of browsers that open a URL. */
export function prefersPage(accept = '*/*'): boolean {
  return accept.length <= MAX_LENGTH && accept.includes(PAGE) && choose([...offered, PAGE], accept) === PAGE;
}

function choose<Type extends string>(types: readonly Type[], accept: string): Type | undefined {
  if (accept.length > MAX_LENGTH || accept.split(',', MAX_RANGES + 1).length > MAX_RANGES) return undefined;
  const headers = { accept: accept.replace(PARAMETERS, '') };
  return new Negotiator({ headers }).mediaType(types) as Type | undefined;
}
