import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import type { ClaimCategory } from '../../entities/claim.js';
import type { ClaimSource } from '../../entities/claim-assignment.js';
import type { Issue } from '../../errors/problem.js';
import { claimCodesSchema, expiryIssues, periodSchemas } from '../assignments/assignment-filter.js';
import { isActiveSql } from '../assignments/validity.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import type { Conditions } from '../pagination/conditions.js';
import type { WithoutNulls } from '../validation/without-nulls.js';

/**
 * Conditions on the claims of a product. Category, source and dates say which assignments count; alone they require
 * one such assignment.
 */
export interface ProductClaimsFilter {
  /** Codes, in letters of either case, at most 10 in each list: the product carries all of them, */
  readonly all?: readonly string[] | null;
  /** at least one of them, */
  readonly any?: readonly string[] | null;
  /** none of them. */
  readonly none?: readonly string[] | null;
  readonly category?: ClaimCategory | null;
  readonly source?: ClaimSource | null;
  /** A day on which the claim is valid; today (UTC) when absent. */
  readonly activeOn?: string | null;
  /** Days between which the claim expires, both inclusive. */
  readonly expiresFrom?: string | null;
  readonly expiresUntil?: string | null;
}

/** Rules of its members. */
export const productClaimsSchema = {
  type: 'object',
  properties: { ...periodSchemas, all: claimCodesSchema, any: claimCodesSchema, none: claimCodesSchema },
} as const;

/** The issues of a valid filter whose members contradict each other. */
export function productClaimsIssues(claims: ProductClaimsFilter | undefined, path: Issue['path']): Issue[] {
  return claims ? expiryIssues(claims as WithoutNulls<ProductClaimsFilter>, path) : [];
}

/** The claims that products carry or not, by their ids (UUIDs). */
export interface ClaimsCondition {
  /** Products carry all of them; the rarest is the first. */
  readonly all: readonly string[];
  /** Products carry one of them at least; `'every'`: any claim; undefined: not required. */
  readonly any: readonly string[] | 'every' | undefined;
  /** Products carry none of them. */
  readonly none: readonly string[];
  /** Which assignments count. */
  readonly counted: Pick<
    WithoutNulls<ProductClaimsFilter>,
    'source' | 'activeOn' | 'expiresFrom' | 'expiresUntil'
  >;
}

interface CatalogueRow {
  readonly id: string;
  readonly code: string;
  readonly category: ClaimCategory;
}

const byCode = prepared<CatalogueRow>(
  'find_claim_ids',
  'select c.id, c.code, c.category from claim c where c.code = any($1::text[])',
);

/**
 * The rarest claim first, by the statistics that the planner uses as well: of the claims that it does not list, each
 * is rarer than those that it lists. Without statistics all are equal.
 */
const byFrequency = prepared<CatalogueRow>(
  'find_claim_ids_by_frequency',
  `select c.id, c.code, c.category from claim c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'claim_assignment' and s.attname = 'claim_id') f on f.id = c.id
where c.code = any($1::text[]) order by f.frequency nulls first, c.code`,
);

const byCategory = prepared<{ id: string }>(
  'find_claim_ids_of_category',
  'select c.id from claim c where c.category = $1',
);

/**
 * Looks up the claims of a checked filter. Null when no product can fulfil it, such as with a code that no claim has;
 * undefined when it requires nothing. The ids are read beforehand because the planner knows how many products carry a
 * claim whose id it sees, and has to guess for one that a subquery will find.
 */
export async function findClaimsCondition(
  database: Database,
  { all: required, any: alternatives, none: excluded, category, ...counted }: ProductClaimsFilter,
): Promise<ClaimsCondition | null | undefined> {
  const [all, any, none] = [required, alternatives, excluded].map((codes) =>
    codes ? new Set(codes.map(upperCaseAscii)) : undefined,
  );
  if (!any && !all && !none) return alone(database, category, counted);
  const rows = await findByCode(database, [...(all ?? []), ...(any ?? []), ...(none ?? [])]);
  const found = category ? rows.filter((row) => row.category === category) : rows;
  const idsOf = (codes: ReadonlySet<string>) =>
    found.filter(({ code }) => codes.has(code)).map(({ id }) => id);
  const condition = {
    all: idsOf(all ?? new Set()),
    any: any && idsOf(any),
    none: idsOf(none ?? new Set()),
    counted: counted as ClaimsCondition['counted'],
  };
  if (condition.all.length < (all?.size ?? 0) || condition.any?.length === 0) return null;
  // Codes that no claim has exclude nothing.
  return condition.all.length > 0 || condition.any || condition.none.length > 0 ? condition : undefined;
}

async function alone(
  database: Database,
  category: ClaimCategory | null | undefined,
  counted: object,
): Promise<ClaimsCondition | null | undefined> {
  if (!category && Object.keys(counted).length === 0) return undefined;
  const any = category
    ? (await database.query(byCategory, [category])).map(({ id }) => id)
    : ('every' as const);
  return any.length === 0 ? null : { all: [], any, none: [], counted };
}

async function findByCode(database: Database, codes: readonly string[]): Promise<CatalogueRow[]> {
  if (codes.length === 0) return [];
  return database.query(codes.length === 1 ? byCode : byFrequency, [codes]);
}

/** Writes the condition that an assignment counts, for any alias; adds its values. */
export function countedSql(
  conditions: Conditions,
  { source, activeOn, expiresFrom, expiresUntil }: ClaimsCondition['counted'],
): (alias: string) => string {
  const day = activeOn ? `${conditions.placeholder(activeOn)}::date` : 'current_date';
  const others = [
    ...(source ? [`source = ${conditions.placeholder(source)}`] : []),
    ...(expiresFrom ? [`expiration_date >= ${conditions.placeholder(expiresFrom)}::date`] : []),
    ...(expiresUntil ? [`expiration_date <= ${conditions.placeholder(expiresUntil)}::date`] : []),
  ];
  return (alias) =>
    [isActiveSql(alias, day), ...others.map((condition) => `${alias}.${condition}`)].join(' and ');
}
