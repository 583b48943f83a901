import { type Issue, validationProblem } from '../errors/problem.js';
import type { Member } from './members.js';

const DIGITS = /^[0-9]+$/;

/**
 * Reads the named parameters of a URL's query (`application/x-www-form-urlencoded`); others are ignored.
 * Decimal digits of a parameter in `integers` become a number, anything else stays a text for the service to
 * refuse. Own code, because Fastify's parser takes what is not validly percent-encoded as it stands. Throws
 * the 422 of such a value and of a parameter that is given twice.
 */
export function readQuery(
  url: string,
  parameters: Readonly<Record<string, Member>>,
  integers: readonly string[],
): Readonly<Record<string, unknown>> {
  const sent = new Map<string, string | number>();
  const issues: Issue[] = [];
  for (const [name, value] of pairs(url)) {
    if (name === undefined || !Object.hasOwn(parameters, name)) continue;
    if (sent.has(name)) issues.push({ path: [name], ...TWICE });
    if (value === undefined) issues.push({ path: [name], ...MALFORMED });
    sent.set(name, integers.includes(name) && value && DIGITS.test(value) ? Number(value) : (value ?? ''));
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
