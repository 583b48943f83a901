import { isDate } from '../validation/formats.js';
import { refuse } from '../validation/validator.js';

/** Today's date in UTC, `YYYY-MM-DD`. Connections run in UTC as well, so `current_date` is the same day. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** SQL condition: whether the assignment with this alias is active on a day; both bounds are inclusive. */
export function isActiveSql(alias: string, day: string): string {
  return `coalesce(${alias}.valid_from <= ${day}, true) and coalesce(${alias}.expiration_date >= ${day}, true)`;
}

/** Where a day lies to the period of an assignment. */
export const validities = ['UPCOMING', 'ACTIVE', 'EXPIRED'] as const;
export type Validity = (typeof validities)[number];

/** SQL condition: whether the assignment with this alias has one of these validities today. */
export function hasValiditySql(alias: string, wanted: readonly Validity[]): string {
  const conditions: Record<Validity, string> = {
    UPCOMING: `${alias}.valid_from > current_date`,
    ACTIVE: `(${isActiveSql(alias, 'current_date')})`,
    EXPIRED: `${alias}.expiration_date < current_date`,
  };
  const distinct = validities.filter((validity) => wanted.includes(validity));
  if (distinct.length === validities.length) return 'true';
  return distinct.length === 0
    ? 'false'
    : `(${distinct.map((validity) => conditions[validity]).join(' or ')})`;
}

/** Days between which an assignment is valid, both inclusive; null is open. */
export interface Period {
  readonly validFrom: string | null;
  readonly expirationDate: string | null;
}

/** Whether an assignment is active on a day, by default today. Throws a 422 for an invalid day. */
export function isActive({ validFrom, expirationDate }: Period, on: string | null | undefined): boolean {
  if (on != null && !isDate(on)) {
    const msg = 'Input should be a real calendar date in the format YYYY-MM-DD';
    refuse([{ path: ['on'], msg, type: 'date_parsing' }]);
  }
  const day = on ?? today();
  return (validFrom === null || validFrom <= day) && (expirationDate === null || expirationDate >= day);
}
