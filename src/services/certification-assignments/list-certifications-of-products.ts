import type { Database } from '../../database/database.js';
import { prepared, type Statement, unprepared, withLargeRows } from '../../database/statement.js';
import { certificationColumns, toCertification } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import { Conditions } from '../pagination/conditions.js';
import {
  type Order,
  type Ordering,
  orderBy,
  type SortKey,
  textKey,
  uuidKey,
} from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { Principal } from '../principal.js';
import type { CertificationAssignmentRecord, ProductRecord } from '../records.js';
import { isDate } from '../validation/formats.js';
import {
  type CertificationAssignmentRow,
  certificationAssignmentColumns,
  toCertificationAssignment,
} from './certification-assignment-columns.js';
import {
  addCertificationAssignmentFilter,
  type CertificationAssignmentConditions,
} from './certification-assignment-filter.js';

/** Orders of the certifications of a product: the label, the last day of validity. */
export const certificationAssignmentOrderFields = ['LABEL', 'EXPIRATION_DATE'] as const;
export type CertificationAssignmentOrderField = (typeof certificationAssignmentOrderFields)[number];

/** Which certifications of products are asked for, and in which order. */
export interface ProductCertificationsQuery {
  readonly request: PageRequest;
  readonly filter: CertificationAssignmentConditions;
  readonly order: Order<CertificationAssignmentOrderField>;
  /** Whether fields that can be large are read. */
  readonly hasDetails: boolean;
}

type Key = SortKey<CertificationAssignmentRecord>;

const byId: Key = uuidKey('c.id', ({ certification }: CertificationAssignmentRecord) => certification.id);

const byLabel: Key = textKey(
  'c.label',
  ({ certification }: CertificationAssignmentRecord) => certification.label,
);

/** The last day. One without an end comes last in either direction, as the end of time of that direction. */
function lastDay(endOfTime: 'infinity' | '-infinity'): Key {
  return {
    column: `coalesce(a.expiration_date, '${endOfTime}')`,
    type: 'date',
    accepts: (value) => value === endOfTime || isDate(value),
    read: ({ expirationDate }) => expirationDate ?? endOfTime,
  };
}

/** The order of one product's certifications; equal ones by id. Its cursors are good for that product only. */
export function productCertificationsOrdering(
  gtin: string,
  { field, direction }: Order<CertificationAssignmentOrderField>,
): Ordering<CertificationAssignmentRecord> {
  const descending = direction === 'DESC';
  const first = field === 'LABEL' ? byLabel : lastDay(descending ? '-infinity' : 'infinity');
  return { list: `product.certifications:${field}:${direction}:${gtin}`, keys: [first, byId], descending };
}

/** A page of the certifications of each of several products, by one statement; in the order of `products`. */
export async function listCertificationsOfProducts(
  database: Database,
  { organizationId }: Principal,
  products: readonly ProductRecord[],
  { request, filter, order, hasDetails }: ProductCertificationsQuery,
): Promise<Page<CertificationAssignmentRecord>[]> {
  const conditions = new Conditions(
    products.map((product) => product.gtin),
    organizationId,
  );
  addCertificationAssignmentFilter(conditions, filter, '$2');
  conditions.between(productCertificationsOrdering('', order), request);
  const isFiltered = Object.keys(filter).length > 0;
  const statement = pages(request, order, hasDetails, conditions, isFiltered);
  const rows = await database.query(hasDetails ? withLargeRows(statement) : statement, conditions.values);
  const byProduct = Map.groupBy(rows, (row) => row.gtin);
  return products.map((product) =>
    toPage(
      (byProduct.get(product.gtin) ?? []).map((row) =>
        toCertificationAssignment(row, toCertification(row), product),
      ),
      request,
      productCertificationsOrdering(product.gtin, order),
    ),
  );
}

/** The first visible assignments of each product of `$1` in the wanted order; `$2` is the caller's organization. */
function pages(
  { size, backward, after, before }: PageRequest,
  order: Order<CertificationAssignmentOrderField>,
  hasDetails: boolean,
  conditions: Conditions,
  isFiltered: boolean,
): Statement<CertificationAssignmentRow> {
  const limit = rowLimit(size);
  const ordering = orderBy(productCertificationsOrdering('', order), backward);
  const text = `with found as materialized (
  select a.* from certification_assignment a where a.gtin = any($1::text[])),
ranked as (
  select ${certificationAssignmentColumns(hasDetails)}, ${certificationColumns},
    row_number() over (partition by a.gtin order by ${ordering}) as rank
  from found a join certification c on c.id = a.certification_id
  where ${isVisibleTo('$2')}${conditions.toSql('and')})
select * from ranked where rank <= ${limit} order by gtin, rank`;
  const isPlain = order.field === 'LABEL' && order.direction === 'ASC' && !isFiltered;
  if (!isPlain || backward || before) return unprepared(text);
  const kind = `${hasDetails ? '' : 'brief_'}${after ? 'after_' : ''}`;
  return prepared(`list_product_certifications_${kind}${limit}`, text);
}

/** How many visible certifications that fit a filter each of these products holds, in the order of `gtins`. */
export async function countCertificationsOfProducts(
  database: Database,
  { organizationId }: Principal,
  gtins: readonly string[],
  filter: CertificationAssignmentConditions,
): Promise<number[]> {
  const conditions = new Conditions(gtins, organizationId);
  addCertificationAssignmentFilter(conditions, filter, '$2');
  const rows = await database.query(
    unprepared<{ gtin: string; count: string }>(
      `select a.gtin, count(*) as count
from certification_assignment a join certification c on c.id = a.certification_id
where a.gtin = any($1::text[]) and ${isVisibleTo('$2')}${conditions.toSql('and')} group by a.gtin`,
    ),
    conditions.values,
  );
  const byGtin = new Map(rows.map((row) => [row.gtin, Number(row.count)]));
  return gtins.map((gtin) => byGtin.get(gtin) ?? 0);
}
