import type { Database } from '../../../database/database.js';
import { search } from '../../../database/statement.js';
import type { ClaimCategory } from '../../../entities/claim.js';
import type { ClaimSource } from '../../../entities/claim-assignment.js';
import { isActiveSql } from '../../assignments/validity.js';
import { claimColumns, toClaim } from '../../columns.js';
import type { Conditions } from '../../pagination/conditions.js';
import { MAX_PAGE_SIZE } from '../../pagination/page-request.js';
import type { Principal } from '../../principal.js';
import type { ClaimRecord } from '../../records.js';
import { refuse } from '../../validation/validator.js';
import { findAssignmentsCondition, productsByAssignments } from '../assignments-condition.js';
import { type ProductFilter, productConditions, readProductFilter } from '../product-filter.js';
import { countOrKeep, keyOfKept } from './count-or-keep.js';

/** How many products have something in common. */
export type Facet<Name extends string, Value> = { readonly [Key in Name]: Value } & {
  readonly count: number;
};

type Counted<Row> = Row & { readonly count: string };

/** Writes the statement of a facet, with so many rows at most. */
type Write = (products: string, limit: number) => string;

/**
 * Counts over the products that fit a filter, whatever page is shown: by what they carry today, the most frequent first.
 * Each is one statement, whose time grows with the number of these products. All throw a 422 for invalid
 * arguments.
 */
export class ProductFacets {
  /** @param filter not checked yet. */
  constructor(
    private readonly database: Database,
    private readonly principal: Principal,
    private readonly filter: ProductFilter | null | undefined,
  ) {}

  /** By claim, then by its code; so many at most, 1 to 100. */
  async claims(first: number): Promise<Facet<'claim', ClaimRecord>[]> {
    checkFirst(first);
    const rows = await this.count<ClaimRecord>(
      'claims',
      (assignments, limit) => `select ${claimColumns}, f.count from (
  select a.claim_id, count(*) as count from ${assignments} group by a.claim_id) f
join claim c on c.id = f.claim_id order by f.count desc, c.code limit ${limit}`,
      first,
    );
    return rows.map((row) => ({ claim: toClaim(row), count: Number(row.count) }));
  }

  /** By the categories of their claims, then by name. */
  async categories(): Promise<Facet<'category', ClaimCategory>[]> {
    const rows = await this.count<{ category: ClaimCategory }>(
      'categories',
      (assignments) => `select category, count(*) as count from (
  select distinct a.gtin, c.category from ${assignments} join claim c on c.id = a.claim_id) f
group by category order by count desc, category collate "C"`,
    );
    return rows.map(({ category, count }) => ({ category, count: Number(count) }));
  }

  /** By the sources of their claims, then by name. */
  async sources(): Promise<Facet<'source', ClaimSource>[]> {
    const rows = await this.count<{ source: ClaimSource }>(
      'sources',
      (assignments) => `select source, count(*) as count from (
  select distinct a.gtin, a.source::text as source from ${assignments}) f
group by source order by count desc, source collate "C"`,
    );
    return rows.map(({ source, count }) => ({ source, count: Number(count) }));
  }

  /** By brand, then by its name; those without one are left out. So many at most, 1 to 100. */
  async brands(first: number): Promise<Facet<'brand', string>[]> {
    checkFirst(first);
    const write: Write = (condition, limit) => {
      const others = condition ? ` and ${condition}` : '';
      return `select p.brand, count(*) as count from product p where p.brand <> ''${others}
group by p.brand order by count desc, p.brand collate "C" limit ${limit}`;
    };
    const rows = await this.query<{ brand: string }>('brands', write, first);
    return rows.map(({ brand, count }) => ({ brand, count: Number(count) }));
  }

  /** Counts the active assignments `a` of the products: `write` is given what they are selected from. */
  private count<Row>(name: string, write: Write, first?: number): Promise<Counted<Row>[]> {
    const active = isActiveSql('a', 'current_date');
    const ofProducts: Write = (condition, limit) => {
      if (!condition) return write(`(select a.* from claim_assignment a where ${active}) a`, limit);
      // Each offset keeps the planner from another order of joins: from reading all assignments, which is faster only for more
      // than a tenth of the products, and from joining the claims for each product alone.
      return write(
        `(select a.* from product p
  cross join lateral (select a.* from claim_assignment a where a.gtin = p.gtin and ${active} offset 0) a
  where ${condition} offset 0) a`,
        limit,
      );
    };
    return this.query<Row>(name, ofProducts, first);
  }

  private async query<Row>(name: string, write: Write, first = MAX_PAGE_SIZE): Promise<Counted<Row>[]> {
    const checked = readProductFilter(this.filter);
    const { product, ...assigned } = checked;
    const assignments = await findAssignmentsCondition(this.database, this.principal, assigned);
    if (assignments === null) return [];
    const conditions: Conditions = productConditions(product);
    const condition =
      productsByAssignments(assignments, conditions)?.everyCondition() ??
      conditions.toSql('and').slice(' and '.length);
    const statement = (limit: number) => search<Counted<Row>>(write(condition, limit));
    const key = keyOfKept(name, checked);
    if (key === undefined) return this.database.query(statement(first), conditions.values);
    return countOrKeep(this.database, key, { statement, values: conditions.values, first });
  }
}

function checkFirst(first: number): void {
  if (first >= 1 && first <= MAX_PAGE_SIZE) return;
  refuse([
    {
      path: ['first'],
      msg: `Input should be from 1 to ${MAX_PAGE_SIZE}`,
      type: first < 1 ? 'greater_than_equal' : 'less_than_equal',
    },
  ]);
}
