/**
 * The contract's rules of single values (docs/contract.md, "Values"), stated a second time and without the
 * program's code, so that the two can disagree.
 */

/** What a caller sends: any JSON at all under the fields' names. */
export type Sent = Readonly<Record<string, unknown>>;

/** For each field, whether a value fits. */
export type Rules = Readonly<Record<string, (value: unknown) => boolean>>;

const SHORT_ID = /^[2-9A-HJ-NP-Za-km-z]{22}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isGtin = (value: unknown) => isString(value) && /^[0-9]{8,14}$/.test(value);
export const isId = (value: unknown) => isString(value) && (SHORT_ID.test(value) || UUID.test(value));
export const isDate = (value: unknown) => value === null || isDay(value);
export const isUrl = (value: unknown) =>
  value === '' || (isTextUpTo(2048, value) && /^https?:\/\/[^\s/?#]+\S*$/i.test(value));
export const isMetadata = (value: unknown) =>
  value === null || (isObject(value) && fitsAsMetadata(Object.entries(value)));
export const isCountries = (value: unknown) =>
  Array.isArray(value) &&
  value.length <= 250 &&
  value.every((item) => isString(item) && /^[A-Z]{2}$/.test(item));

/** Names of the fields that break a rule by themselves. Absent ones never do, apart from those that are required. */
export function wrongFields(rules: Rules, required: readonly string[], sent: Sent): string[] {
  const given = Object.keys(rules).filter((field) => field in sent);
  const missing = required.filter((field) => !(field in sent));
  return [...missing, ...given.filter((field) => !rules[field]?.(sent[field]))];
}

/** The scalars that the GraphQL API takes before the domain sees them: they check the JSON kind. */
export const takenAs = {
  text: (value: unknown) => isString(value) || value === null,
  /** May be null or absent, because a code can stand in its place. */
  id: (value: unknown) => isString(value) || Number.isInteger(value) || value === null,
  object: (value: unknown) => value === null || isObject(value),
  texts: (value: unknown) => value === null || (Array.isArray(value) && value.every(isString)),
} as const;

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function fitsAsMetadata(entries: readonly [string, unknown][]): boolean {
  const fits = ([key, value]: [string, unknown]) =>
    key !== '' && isTextUpTo(40, key) && isTextUpTo(500, value);
  return entries.length <= 50 && entries.every(fits);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lengths are code points; neither NUL nor half a character is a text. */
export function isTextUpTo(most: number, value: unknown): value is string {
  return isString(value) && [...value].length <= most && !/\0|\p{Surrogate}/u.test(value);
}

function isDay(value: unknown): boolean {
  const [, year, month, day] = (isString(value) && /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)) || [];
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(year) >= 1 && Number(day) >= 1 && Number(day) <= days;
}
