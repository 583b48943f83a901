/**
 * The contract's rules of single values (docs/contract.md, "Values"), stated a second time and without the
 * program's code, so that the two can disagree.
 */

/** What a caller may set of an assignment. */
export const settable = [
  'source',
  'validFrom',
  'expirationDate',
  'evidenceUrl',
  'evidenceNote',
  'metadata',
] as const;
export type Settable = (typeof settable)[number];
export type Field = Settable | 'gtin' | 'claimId';

/** What a caller sends: any JSON at all under the fields' names. */
export type Sent = Readonly<Partial<Record<Field, unknown>>>;

const SHORT_ID = /^[2-9A-HJ-NP-Za-km-z]{22}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const rules: Readonly<Record<Field, (value: unknown) => boolean>> = {
  gtin: (value) => isString(value) && /^[0-9]{8,14}$/.test(value),
  claimId: (value) => isString(value) && (SHORT_ID.test(value) || UUID.test(value)),
  source: (value) => value === 'BRAND_SELF_DECLARED' || value === 'THIRD_PARTY_VERIFIED',
  validFrom: (value) => value === null || isDay(value),
  expirationDate: (value) => value === null || isDay(value),
  evidenceUrl: (value) =>
    value === '' || (isTextUpTo(2048, value) && /^https?:\/\/[^\s/?#]+\S*$/i.test(value)),
  evidenceNote: (value) => isTextUpTo(10_000, value),
  metadata: (value) => value === null || (isObject(value) && fitsAsMetadata(Object.entries(value))),
};

/** Names of the fields that break a rule by themselves. Absent ones never do, apart from the required two. */
export function wrongFields(sent: Sent): Field[] {
  const given = (Object.keys(rules) as Field[]).filter((field) => field in sent);
  const missing = (['gtin', 'claimId'] as const).filter((field) => !(field in sent));
  return [...missing, ...given.filter((field) => !rules[field](sent[field]))];
}

/**
 * Whether GraphQL's type system refuses the input before the domain sees it: the scalars of the contract
 * check the JSON kind, an enumeration its values.
 */
export function breaksGraphqlTypes(sent: Sent): boolean {
  const kinds: Readonly<Record<Field, (value: unknown) => boolean>> = {
    gtin: isString,
    // May be absent or null, because a code can stand in its place.
    claimId: (value) => isString(value) || Number.isInteger(value) || value === null,
    source: (value) => rules.source(value) || value === null,
    validFrom: (value) => value === null || isString(value),
    expirationDate: (value) => value === null || isString(value),
    evidenceUrl: (value) => isString(value) || value === null,
    evidenceNote: (value) => isString(value) || value === null,
    metadata: (value) => value === null || isObject(value),
  };
  return !('gtin' in sent) || Object.entries(sent).some(([field, value]) => !kinds[field as Field](value));
}

function fitsAsMetadata(entries: readonly [string, unknown][]): boolean {
  const fits = ([key, value]: [string, unknown]) =>
    key !== '' && isTextUpTo(40, key) && isTextUpTo(500, value);
  return entries.length <= 50 && entries.every(fits);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lengths are code points; neither NUL nor half a character is a text. */
function isTextUpTo(most: number, value: unknown): value is string {
  return isString(value) && [...value].length <= most && !/\0|\p{Surrogate}/u.test(value);
}

function isDay(value: unknown): boolean {
  const [, year, month, day] = (isString(value) && /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)) || [];
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(year) >= 1 && Number(day) >= 1 && Number(day) <= days;
}
