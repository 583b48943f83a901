import { type Issue, validationProblem } from '../errors/problem.js';
import type { JsonObject } from './json-schema.js';
import { describedMembers, type Member, type Members } from './members.js';

const DIGITS = /^[0-9]+$/;

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
]);

/** Names of the parameters that are no texts. */
interface Conversions {
  readonly integers?: readonly string[];
  readonly booleans?: readonly string[];
}

/** Names of the parameters that are numbers of pages. */
export const PAGE_NUMBERS = { integers: ['page', 'page_size'] } as const;

/** Parameters of a query as the document describes them: the rules are those that the service validates with. */
export function queryParameters(
  members: Members,
  fields: Readonly<Record<string, JsonObject>>,
): readonly JsonObject[] {
  return Object.entries(describedMembers(members, fields)).map(([name, schema]) => ({
    in: 'query',
    name,
    required: false,
    description: members[name]?.description ?? '',
    schema,
  }));
}

/**
 * Reads the named parameters of a URL's query (`application/x-www-form-urlencoded`); others are ignored.
 * Decimal digits of an integer become a number, `true` and `false` of a boolean become that; anything else stays a text
 * for the service to refuse. Own code, because Fastify's parser takes what is not validly percent-encoded as it stands. Throws
 * the 422 of such a value and of a parameter that is given twice.
 */
export function readQuery(
  url: string,
  parameters: Readonly<Record<string, Member>>,
  { integers = [], booleans = [] }: Conversions = {},
): Readonly<Record<string, unknown>> {
  const sent = new Map<string, unknown>();
  const issues: Issue[] = [];
  for (const [name, value] of pairs(url)) {
    if (name === undefined || !Object.hasOwn(parameters, name)) continue;
    if (sent.has(name)) issues.push({ path: [name], ...TWICE });
    if (value === undefined) issues.push({ path: [name], ...MALFORMED });
    sent.set(name, value ?? '');
    if (integers.includes(name) && value && DIGITS.test(value)) sent.set(name, Number(value));
    if (booleans.includes(name) && value && BOOLEANS.has(value)) sent.set(name, BOOLEANS.get(value));
  }
  if (issues.length > 0) throw validationProblem(issues);
  return Object.fromEntries(sent);
}

const TWICE = { msg: 'Parameter should be given only once', type: 'multiple_argument_values' };
const MALFORMED = { msg: 'Input should be validly percent-encoded UTF-8', type: 'percent_encoding' };

/** Names and values, decoded; undefined is what cannot be decoded. */
function pairs(url: string): (readonly [string | undefined, string | undefined])[] {
  const start = url.indexOf('?');
  if (start < 0) return [];
  return url
    .slice(start + 1)
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name), decoded(value.join('='))];
    });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
