import { type ClaimCategory, claimCategories } from '../../entities/claim.js';
import type { ClaimSource } from '../../entities/claim-assignment.js';
import type { Issue } from '../../errors/problem.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import type { Conditions } from '../pagination/conditions.js';
import * as fields from '../validation/fields.js';
import { refuse, validator } from '../validation/validator.js';
import { type WithoutNulls, withoutNulls } from '../validation/without-nulls.js';
import { hasValiditySql, isActiveSql, type Validity, validities } from './validity.js';

/** Codes of claims that one filter names at most. */
export const MAX_CLAIM_CODES = 10;

/** Conditions on assignments: an assignment must fulfil all of them. */
export interface ClaimAssignmentFilter {
  readonly source?: ClaimSource | null;
  /** Category of the claim. */
  readonly category?: ClaimCategory | null;
  /** A day on which the claim is valid. */
  readonly activeOn?: string | null;
  /** Today (UTC) it is one of these. */
  readonly validity?: readonly Validity[] | null;
  /** Days between which the claim expires, both inclusive; one without an end never does. */
  readonly expiresFrom?: string | null;
  readonly expiresUntil?: string | null;
  /** The claim has one of these codes, in letters of either case; at most 10. */
  readonly claimCodes?: readonly string[] | null;
}

/** A checked filter on assignments. */
export type AssignmentConditions = WithoutNulls<ClaimAssignmentFilter>;

const day = { type: 'string', format: 'date' } as const;

/** Rules of a list of codes. */
export const claimCodesSchema = {
  type: 'array',
  maxItems: MAX_CLAIM_CODES,
  items: fields.searchText,
} as const;

/** Rules of days. */
export const daySchemas = { activeOn: day, expiresFrom: day, expiresUntil: day } as const;

/** Rules of the members that say which assignments are meant. */
export const periodSchemas = {
  source: fields.claimSource,
  category: { type: 'string', enum: claimCategories },
  ...daySchemas,
} as const;

/** Rule of a list of validities. */
export const validitySchema = {
  type: 'array',
  maxItems: validities.length,
  items: { type: 'string', enum: validities },
} as const;

/** Rules of all members. */
export const assignmentFilterSchemas = {
  ...periodSchemas,
  validity: validitySchema,
  claimCodes: claimCodesSchema,
} as const;

const validate = validator({
  type: 'object',
  properties: { filter: { type: 'object', properties: assignmentFilterSchemas } },
});

/** Checks a filter and omits null members. Throws a 422 for an invalid one. */
export function readAssignmentFilter(
  unchecked: ClaimAssignmentFilter | null | undefined,
): AssignmentConditions {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  refuse(expiryIssues(filter, ['filter']));
  return filter;
}

/** The issue of an end before the beginning; ISO dates compare as texts. */
export function expiryIssues(
  { expiresFrom, expiresUntil }: Pick<AssignmentConditions, 'expiresFrom' | 'expiresUntil'>,
  path: Issue['path'],
): Issue[] {
  if (expiresFrom === undefined || expiresUntil === undefined || expiresFrom <= expiresUntil) return [];
  const msg = 'The last day should not lie before the first day';
  return [{ path: [...path, 'expiresUntil'], msg, type: 'date_order' }];
}

/** Adds a checked filter on assignments `a` of claims `c`. */
export function addAssignmentFilter(conditions: Conditions, filter: AssignmentConditions): void {
  const { category, validity, claimCodes } = filter;
  addPeriod(conditions, filter, 'a');
  if (category) conditions.add(category, (value) => `c.category = ${value}`);
  if (validity) conditions.addSql(hasValiditySql('a', validity));
  if (claimCodes) {
    conditions.add(claimCodes.map(upperCaseAscii), (codes) => `c.code = any(${codes}::text[])`);
  }
}

/** Adds the conditions on the row of an assignment alone. */
export function addPeriod(
  conditions: Conditions,
  { source, activeOn, expiresFrom, expiresUntil }: AssignmentConditions,
  alias: string,
): void {
  if (source) conditions.add(source, (value) => `${alias}.source = ${value}`);
  if (activeOn) conditions.add(activeOn, (value) => isActiveSql(alias, `${value}::date`));
  if (expiresFrom) conditions.add(expiresFrom, (value) => `${alias}.expiration_date >= ${value}::date`);
  if (expiresUntil) conditions.add(expiresUntil, (value) => `${alias}.expiration_date <= ${value}::date`);
}
