import type { Database } from '../../database/database.js';
import { pipelined, type Statement, unprepared } from '../../database/statement.js';
import { type ClaimCategory, claimCategories } from '../../entities/claim.js';
import { claimColumns } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import { type Order, type Ordering, orderBy, type SortKey, textKey } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import { type PageArguments, type PageRequest, readPageRequest } from '../pagination/page-request.js';
import type { ClaimRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { validator } from '../validation/validator.js';
import { withoutNulls } from '../validation/without-nulls.js';
import { labelContains, upperCaseAscii } from './comparisons.js';

/** Conditions on claims: a claim must fulfil all of them. */
export interface ClaimFilter {
  /** The whole code, in letters of either case. */
  readonly code?: string | null;
  /** A part of the label, in letters of either case; without wildcards. */
  readonly label?: string | null;
  readonly category?: ClaimCategory | null;
}

/** What claims can be ordered by. */
export const claimOrderFields = ['CODE', 'LABEL'] as const;
export type ClaimOrderField = (typeof claimOrderFields)[number];

const validate = validator({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        code: fields.searchText,
        label: fields.searchText,
        category: { type: 'string', enum: claimCategories },
      },
    },
  },
});

const byCode = textKey('c.code', ({ code }: ClaimRecord) => code);

const sortKeys: Record<ClaimOrderField, readonly SortKey<ClaimRecord>[]> = {
  CODE: [byCode],
  LABEL: [textKey('c.label', ({ label }: ClaimRecord) => label), byCode],
};

/** A page of the catalogue. Throws a 422 for invalid arguments. */
export async function listClaims(
  database: Database,
  args: PageArguments,
  filter?: ClaimFilter | null,
  order: Order<ClaimOrderField> = { field: 'CODE', direction: 'ASC' },
): Promise<Page<ClaimRecord>> {
  const descending = order.direction === 'DESC';
  const list = `claims:${order.field}:${order.direction}`;
  const ordering: Ordering<ClaimRecord> = { list, keys: sortKeys[order.field], descending };
  const request = readPageRequest(args, ordering);
  const conditions = claimConditions(filter);
  conditions.between(ordering, request);
  const { code, label, category } = withoutNulls(filter);
  const isPlain = code === undefined && label === undefined && order.field === 'CODE' && !descending;
  const kind = category === undefined ? '' : 'by_category_';
  const statement = pageStatement(ordering, request, conditions, isPlain ? kind : undefined);
  const rows = await database.query(statement, conditions.values);
  return toPage(rows, request, ordering);
}

/** The everyday lists are prepared under a name; others vary too much to be kept. */
function pageStatement(
  ordering: Ordering,
  { size, backward, after, before }: PageRequest,
  conditions: Conditions,
  kind: string | undefined,
): Statement<ClaimRecord> {
  const limit = rowLimit(size);
  const text =
    `select ${claimColumns} from claim c${conditions.toSql('where')} ` +
    `order by ${orderBy(ordering, backward)} limit ${limit}`;
  if (kind === undefined || backward || before) return unprepared(text);
  return pipelined('reads', `list_claims_${kind}${after ? 'after_' : ''}${limit}`, text);
}

/** How many claims fit a filter. Throws a 422 for an invalid one. */
export async function countClaims(database: Database, filter?: ClaimFilter | null): Promise<number> {
  const conditions = claimConditions(filter);
  const statement = unprepared<{ count: string }>(
    `select count(*) as count from claim c${conditions.toSql('where')}`,
  );
  const [row] = await database.query(statement, conditions.values);
  return Number(row?.count);
}

/** The conditions of a filter on the claims `c`. Throws a 422 for an invalid one. */
export function claimConditions(unchecked: ClaimFilter | null | undefined): Conditions {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  const conditions = new Conditions();
  if (filter.category !== undefined)
    conditions.add(filter.category, (category) => `c.category = ${category}`);
  if (filter.code !== undefined) conditions.add(upperCaseAscii(filter.code), (code) => `c.code = ${code}`);
  if (filter.label !== undefined) {
    conditions.add(filter.label, labelContains);
  }
  return conditions;
}
