import type { Database } from '../../database/database.js';
import { prepared, type Statement, search } from '../../database/statement.js';
import { isActiveSql } from '../assignments/validity.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import { Conditions } from '../pagination/conditions.js';
import { gtinKey, type Ordering, orderBy } from '../pagination/ordering.js';
import { rowLimit } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';

/**
 * Statements over the products with some claims: those that have all of them today. The claims' ids are their first
 * values. Every table is read by an index, however many products there are: by itself, the planner reads the whole table
 * of products where it expects many with these claims.
 */

/**
 * Up to this many products are looked up and sorted; among more, the list is read in its order until a page is full. Which
 * of them applies is found by reading as many assignments for each page, so that the number is small.
 */
const FEW = 1_000;

const idByCode = prepared<{ id: string }>(
  'find_claim_ids',
  'select c.id from claim c where c.code = any($1::text[])',
);

/**
 * The rarest claim first, by the statistics that the planner uses as well: of the claims that it does not list, each
 * is rarer than those that it lists. Without statistics all are equal.
 */
const idsByFrequency = prepared<{ id: string }>(
  'find_claim_ids_by_frequency',
  `select c.id from claim c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'claim_assignment' and s.attname = 'claim_id') f on f.id = c.id
where c.code = any($1::text[]) order by f.frequency nulls first, c.code`,
);

/**
 * The ids (UUIDs) of the claims with these codes, in letters of either case, the rarest first; undefined when there
 * is no claim of one of them. They are read beforehand because the planner knows how many products carry a claim
 * whose id it sees, and has to guess for one that a subquery will find.
 */
export async function findCodedClaims(
  database: Database,
  codes: readonly string[],
): Promise<readonly string[] | undefined> {
  const distinct = new Set(codes.map(upperCaseAscii));
  if (distinct.size === 0) return [];
  const rows = await database.query(distinct.size === 1 ? idByCode : idsByFrequency, [[...distinct]]);
  return rows.length === distinct.size ? rows.map(({ id }) => id) : undefined;
}

/**
 * What stands behind `select`, for a page of the products with the claims that fit `conditions`, whose first values are the
 * claims' ids; adds the page's bounds.
 */
export function pageOfProductsWithClaims(
  claims: number,
  conditions: Conditions,
  ordering: Ordering,
  request: PageRequest,
): string {
  const isByGtin = ordering.keys.length === 1;
  const onAssignments = { ...ordering, keys: [gtinKey('a.gtin')] };
  // The bounds of a page by GTIN hold for the assignments as well, with the same values in the same places:
  // without them those of a frequent claim would be read from the first on.
  const bounds = new Conditions(...conditions.values);
  if (isByGtin) bounds.between(onAssignments, request);
  const withClaims = productsWithClaims(claims, bounds.toSql('and'));
  const order = orderBy(ordering, request.backward);
  const limit = rowLimit(request.size);
  const hasOthers = !conditions.isEmpty;
  conditions.between(ordering, request);
  if (isByGtin && !hasOthers) {
    return `from (
  ${withClaims} order by ${orderBy(onAssignments, request.backward)} limit ${limit}) a
join product p on p.gtin = a.gtin order by ${order}`;
  }
  const { collected, walked } = twoWays(claims, conditions);
  return `from (with few as materialized (${firstFew(withClaims)})
  (select p.* from ${collected} order by ${order} limit ${limit})
  union all
  (select p.* from ${walked} order by ${order} limit ${limit})) p
order by ${order}`;
}

/** How many products with the claims fit `conditions`, whose first values are the claims' ids. */
export function countProductsWithClaims(
  claims: number,
  conditions: Conditions,
): Statement<{ count: string }> {
  const withClaims = productsWithClaims(claims, '');
  if (conditions.isEmpty) return search(`select count(*) as count from (${withClaims}) a`);
  const { collected, walked } = twoWays(claims, conditions);
  return search(`with few as materialized (${firstFew(withClaims)})
select (select count(*) from ${collected}) + (select count(*) from ${walked}) as count`);
}

/** In the order of the index, or the planner would look for them along the table. */
const firstFew = (withClaims: string) => `${withClaims} order by a.gtin limit ${FEW + 1}`;

const areFew = `(select count(*) <= ${FEW} from few)`;

/**
 * Products `p` that have the claims and fit the conditions, by either way, of which one is open: PostgreSQL looks
 * at `few` once and leaves out the other. What stands behind `lateral` and `exists` is fenced off by `limit`
 * and `offset`, or the planner would join whole tables again.
 */
function twoWays(claims: number, conditions: Conditions) {
  const others = conditions.toSql('and');
  const carries = placeholders(claims)
    .map(
      (id) => ` and exists (select from claim_assignment a where a.gtin = p.gtin and ${holds(id)} offset 0)`,
    )
    .join('');
  return {
    collected: `few cross join lateral (select p.* from product p where p.gtin = few.gtin limit 1) p where ${areFew}${others}`,
    walked: `product p where not ${areFew}${others}${carries}`,
  };
}

/**
 * Selects the GTINs of the products that carry the claims today, and fit the bounds on `a.gtin`. The assignments of
 * the first claim, which is the rarest, are walked and the others looked up for each. They are fenced off by
 * `offset`: joins of ten claims take the planner 40 ms, and it prefers slower ones.
 */
function productsWithClaims(claims: number, bounds: string): string {
  const [rarest = '', ...others] = placeholders(claims);
  const carried = others.map(
    (id) =>
      ` and exists (select from claim_assignment o where o.gtin = a.gtin and ${holds(id, 'o')} offset 0)`,
  );
  return `select a.gtin from claim_assignment a where ${holds(rarest)}${bounds}${carried.join('')}`;
}

const holds = (id: string, alias = 'a') =>
  `${alias}.claim_id = ${id}::uuid and ${isActiveSql(alias, 'current_date')}`;

const placeholders = (count: number) => Array.from({ length: count }, (_, i) => `$${i + 1}`);
