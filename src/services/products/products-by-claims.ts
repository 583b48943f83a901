import { type Statement, search } from '../../database/statement.js';
import { Conditions } from '../pagination/conditions.js';
import { gtinKey, type Ordering, orderBy } from '../pagination/ordering.js';
import { rowLimit } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import { type ClaimsCondition, countedSql } from './claims-condition.js';

/**
 * Up to this many products are looked up and sorted; among more, the list is read in its order until a page is full. Which
 * of them applies is found by reading as many assignments for each page, so that the number is small.
 */
const FEW = 1_000;

const areFew = `(select count(*) <= ${FEW} from few)`;

/** Where it is stored what products carry. */
interface AssignmentTable {
  readonly name: string;
  /** The column that says what is assigned. */
  readonly key: string;
}

const CLAIM_ASSIGNMENTS: AssignmentTable = { name: 'claim_assignment', key: 'claim_id' };

/** For certifications instead of claims. */
export const CERTIFICATION_ASSIGNMENTS: AssignmentTable = {
  name: 'certification_assignment',
  key: 'certification_id',
};

/**
 * Statements over the products whose claims fulfil a condition, and that fit others. Every table is read by an index,
 * however many products there are: by itself, the planner reads the whole table of products where it expects many with
 * these claims.
 */
export class ProductsByClaims {
  private readonly counts: (alias: string) => string;
  /** Placeholders of claims that products carry all of. */
  private readonly all: readonly string[];
  /** What follows from a claim that products carry at least; undefined when none is required. */
  private readonly any: ((alias: string) => string) | undefined;

  /** @param conditions those on the products `p`, and the values; claims that are excluded are added to them. */
  constructor(
    { all, any, none, counted }: ClaimsCondition,
    private readonly conditions: Conditions,
    private readonly table: AssignmentTable = CLAIM_ASSIGNMENTS,
  ) {
    this.all = all.map((id) => conditions.placeholder(id));
    this.counts = countedSql(conditions, counted);
    const oneOf = Array.isArray(any) ? conditions.placeholder(any) : undefined;
    if (any)
      this.any = (alias) =>
        `${oneOf ? `${alias}.${this.table.key} = any(${oneOf}::uuid[]) and ` : ''}${this.counts(alias)}`;
    if (none.length > 0) {
      conditions.add(
        none,
        (ids) => `not exists (select from ${table.name} n
  where n.gtin = p.gtin and n.${table.key} = any(${ids}::uuid[]) and ${this.counts('n')} offset 0)`,
      );
    }
    // Beside claims that products carry all of, these are one more condition on them.
    if (this.any && all.length > 0) conditions.addSql(this.carriesAny());
  }

  /** What stands behind `select`, for a page of the products; adds the page's bounds. */
  page(ordering: Ordering, request: PageRequest): string {
    const { conditions } = this;
    const order = orderBy(ordering, request.backward);
    const limit = rowLimit(request.size);
    if (this.all.length === 0 && !this.any) {
      conditions.between(ordering, request);
      return `from product p${conditions.toSql('where')} order by ${order} limit ${limit}`;
    }
    const isByGtin = ordering.keys.length === 1;
    const onAssignments = { ...ordering, keys: [gtinKey('a.gtin')] };
    // The bounds of a page by GTIN hold for the assignments as well, with the same values in the same places:
    // without them those of a frequent claim would be read from the first on.
    const bounds = new Conditions(...conditions.values);
    if (isByGtin) bounds.between(onAssignments, request);
    const hasOthers = !conditions.isEmpty;
    conditions.between(ordering, request);
    if (isByGtin && !hasOthers && !this.any) {
      return `from (
  ${this.gtinsWithAll(bounds.toSql('and'))} order by ${orderBy(onAssignments, request.backward)} limit ${limit}) a
join product p on p.gtin = a.gtin order by ${order}`;
    }
    const { few, collected, walked } = this.twoWays(bounds.toSql('and'));
    return `from (with few as materialized (${few})
  (select p.* from ${collected} order by ${order} limit ${limit})
  union all
  (select p.* from ${walked} order by ${order} limit ${limit})) p
order by ${order}`;
  }

  /** How many products there are. */
  count(): Statement<{ count: string }> {
    const { conditions } = this;
    if (this.all.length === 0) {
      if (this.any && conditions.isEmpty) {
        return search(
          `select count(distinct a.gtin) as count from ${this.table.name} a where ${this.any('a')}`,
        );
      }
      return search(`select count(*) as count from product p where ${this.everyCondition()}`);
    }
    if (conditions.isEmpty) return search(`select count(*) as count from (${this.gtinsWithAll('')}) a`);
    const { few, collected, walked } = this.twoWays('');
    return search(`with few as materialized (${few})
select (select count(*) from ${collected}) + (select count(*) from ${walked}) as count`);
  }

  /** All conditions on the products `p`, for statements that read all of them; empty when there are none. */
  everyCondition(): string {
    const carried = this.all.map(
      (id) => `exists (select from ${this.table.name} a where a.gtin = p.gtin and ${this.holds(id, 'a')})`,
    );
    const any =
      this.any && this.all.length === 0
        ? [`exists (select from ${this.table.name} a where a.gtin = p.gtin and ${this.any('a')})`]
        : [];
    const others = this.conditions.toSql('and').slice(' and '.length);
    return [...carried, ...any, ...(others ? [others] : [])].join(' and ');
  }

  /**
   * Products `p` that have the claims and fit the conditions, by either way, of which one is open: PostgreSQL looks
   * at `few` once and leaves out the other. What stands behind `lateral` and `exists` is fenced off by `limit`
   * and `offset`, or the planner would join whole tables again.
   */
  private twoWays(bounds: string) {
    const others = this.conditions.toSql('and');
    const carries = this.all
      .map(
        (id) =>
          ` and exists (select from ${this.table.name} a where a.gtin = p.gtin and ${this.holds(id, 'a')} offset 0)`,
      )
      .join('');
    const isAny = this.all.length === 0;
    return {
      // In the order of the index, or the planner would look for them along the table.
      few: isAny
        ? `select a.gtin from ${this.table.name} a where ${this.any?.('a')} limit ${FEW + 1}`
        : `${this.gtinsWithAll(bounds)} order by a.gtin limit ${FEW + 1}`,
      collected: `${isAny ? '(select distinct gtin from few) few' : 'few'} cross join lateral (select p.* from product p where p.gtin = few.gtin limit 1) p where ${areFew}${others}`,
      walked: `product p where not ${areFew}${others}${isAny ? ` and ${this.carriesAny()}` : carries}`,
    };
  }

  private carriesAny(): string {
    return `exists (select from ${this.table.name} o where o.gtin = p.gtin and ${this.any?.('o')} offset 0)`;
  }

  /**
   * Selects the GTINs of the products that carry all claims and fit the bounds on `a.gtin`. The assignments of
   * the first claim, which is the rarest, are walked and the others looked up for each. They are fenced off by
   * `offset`: joins of ten claims take the planner 40 ms, and it prefers slower ones.
   */
  private gtinsWithAll(bounds: string): string {
    const [rarest = '', ...others] = this.all;
    const carried = others.map(
      (id) =>
        ` and exists (select from ${this.table.name} o where o.gtin = a.gtin and ${this.holds(id, 'o')} offset 0)`,
    );
    return `select a.gtin from ${this.table.name} a where ${this.holds(rarest, 'a')}${bounds}${carried.join('')}`;
  }

  private holds(id: string, alias: string): string {
    return `${alias}.${this.table.key} = ${id}::uuid and ${this.counts(alias)}`;
  }
}
