/** Media types of answers, the preferred one first (GraphQL over HTTP). */
const offered = ['application/json', 'application/graphql-response+json'] as const;

export type AnswerMediaType = (typeof offered)[number];

const PAGE = 'text/html';

/** Longer headers, and those with more ranges, are disregarded: to read one takes milliseconds. Browsers' have 150. */
const MAX_LENGTH = 1_024;
const MAX_RANGES = 50;

interface Range {
  readonly range: string;
  readonly quality: number;
  readonly position: number;
}

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
  if (accept.length > MAX_LENGTH) return undefined;
  const texts = accept.split(',', MAX_RANGES + 1);
  if (texts.length > MAX_RANGES) return undefined;
  const ranges = texts.map(readRange);
  const [best] = types
    .map((type) => ({ type, ...bestRange(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || b.precision - a.precision || a.position - b.position);
  return best?.type;
}

function readRange(text: string, position: number): Range {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { range, quality: Number(quality ?? 1), position };
}

/** The most precise of the ranges that a type lies in counts for it. */
function bestRange(type: string, ranges: readonly Range[]) {
  const covering = ['*/*', type.replace(/\/.*/, '/*'), type];
  return ranges
    .map(({ range, quality, position }) => ({ precision: covering.indexOf(range), quality, position }))
    .reduce((best, one) => (one.precision > best.precision ? one : best), {
      precision: -1,
      quality: 0,
      position: 0,
    });
}
