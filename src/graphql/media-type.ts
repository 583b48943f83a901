import Negotiator from 'negotiator';

/** Media types of answers, the preferred one first (GraphQL over HTTP). */
const offered = ['application/json', 'application/graphql-response+json'] as const;

export type AnswerMediaType = (typeof offered)[number];

const PAGE = 'text/html';

/** Longer headers, and those with more ranges, are disregarded: to read one takes milliseconds. Browsers' have 150. */
const MAX_LENGTH = 1_024;
const MAX_RANGES = 50;

/** Parameters of a range other than its quality. Clients write `charset=utf-8`, although JSON has no such parameter. */
const PARAMETERS = /;(?!\s*q=)[^;,]*/gi;

/**
 * Chooses the media type of an answer by its `Accept` header (RFC 9110, section 12.5.1). A header that
 * accepts none of ours is disregarded: the alternative, a 406, would come after the operation has run.
 */
export function answerMediaType(accept = '*/*'): AnswerMediaType {
  // What nearly every client sends.
  if (accept === '*/*' || accept === 'application/json') return 'application/json';
  return choose(offered, accept) ?? offered[0];
}

/** Whether a header would rather have a page than an answer, as those of browsers that open an address. */
export function prefersPage(accept = '*/*'): boolean {
  return accept.length <= MAX_LENGTH && accept.includes(PAGE) && choose([...offered, PAGE], accept) === PAGE;
}

function choose<Type extends string>(types: readonly Type[], accept: string): Type | undefined {
  if (accept.length > MAX_LENGTH || accept.split(',', MAX_RANGES + 1).length > MAX_RANGES) return undefined;
  const headers = { accept: accept.replace(PARAMETERS, '') };
  return new Negotiator({ headers }).mediaType(types) as Type | undefined;
}
