import type { Database } from '../../database/database.js';
import { search, unprepared, withLargeRows } from '../../database/statement.js';
import { isVisibleTo } from '../certifications/visibility.js';
import { productJson } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import { firstOfEach } from '../pagination/first-of-each.js';
import { gtinKey, type Ordering, orderBy } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { Principal } from '../principal.js';
import type { CertificationAssignmentRecord, CertificationRecord, ProductRecord } from '../records.js';
import {
  type CertificationAssignmentRow,
  certificationAssignmentColumns,
  toCertificationAssignment,
} from './certification-assignment-columns.js';
import {
  addCertificationAssignmentFilter,
  type CertificationAssignmentConditions,
} from './certification-assignment-filter.js';

/** Which assignments of certifications are asked for. */
export interface CertificationAssignmentsQuery {
  readonly request: PageRequest;
  readonly filter: CertificationAssignmentConditions;
  /** Whether fields that can be large are read. */
  readonly hasDetails: boolean;
}

/** The order of one certification's assignments: by GTIN. Its cursors are good for that certification (UUID) only. */
export function certificationAssignmentsOrdering(
  certificationId: string,
): Ordering<CertificationAssignmentRecord> {
  return { list: `certification.assignments:GTIN:${certificationId}`, keys: [gtinKey('a.gtin')] };
}

type Row = CertificationAssignmentRow & {
  readonly certificationId: string;
  readonly product: ProductRecord;
};

/**
 * A page of the assignments of each of several certifications, by one statement, in the order of `certifications`. Each
 * page is read off the index on certification and GTIN, however many products hold the certification.
 */
export async function listAssignmentsOfCertifications(
  database: Database,
  { organizationId }: Principal,
  certifications: readonly CertificationRecord[],
  { request, filter, hasDetails }: CertificationAssignmentsQuery,
): Promise<Page<CertificationAssignmentRecord>[]> {
  const conditions = new Conditions(organizationId);
  addCertificationAssignmentFilter(conditions, filter, '$1');
  // What a filter leaves out is read as well, so that a page may take all assignments of a certification.
  const statement = conditions.isEmpty ? unprepared : search;
  conditions.between(certificationAssignmentsOrdering(''), request);
  const order = orderBy(certificationAssignmentsOrdering(''), request.backward);
  const found = firstOfEach(
    conditions,
    {
      columns: [['certification_id', 'uuid']],
      keys: certifications.map(({ id }) => [id]),
      select: ([id]) => `
    select a.* from certification_assignment a join certification c on c.id = a.certification_id
    where a.certification_id = ${id} and ${isVisibleTo('$1')}${conditions.toSql('and')}
    order by ${order} limit ${rowLimit(request.size)}`,
    },
    certifications.length > 1 && (await database.isDistributed()),
  );
  const pages = statement<Row>(`with found as materialized (
  ${found})
select a.certification_id as "certificationId", ${certificationAssignmentColumns(hasDetails)},
  ${productJson} as product
from found a join product p on p.gtin = a.gtin
order by a.place, ${order}`);
  const rows = await database.query(hasDetails ? withLargeRows(pages) : pages, conditions.values);
  const byCertification = Map.groupBy(rows, (row) => row.certificationId);
  return certifications.map((certification) =>
    toPage(
      (byCertification.get(certification.id) ?? []).map((row) =>
        toCertificationAssignment(row, certification, row.product),
      ),
      request,
      certificationAssignmentsOrdering(certification.id),
    ),
  );
}

/** How many assignments that fit a filter each of these certifications (UUIDs) has, in the order of `ids`. */
export async function countAssignmentsOfCertifications(
  database: Database,
  { organizationId }: Principal,
  ids: readonly string[],
  filter: CertificationAssignmentConditions,
): Promise<number[]> {
  const conditions = new Conditions(ids, organizationId);
  addCertificationAssignmentFilter(conditions, filter, '$2');
  const rows = await database.query(
    search<{ id: string; count: string }>(
      `select a.certification_id as id, count(*) as count
from certification_assignment a join certification c on c.id = a.certification_id
where a.certification_id = any($1::uuid[]) and ${isVisibleTo('$2')}${conditions.toSql('and')}
group by a.certification_id`,
    ),
    conditions.values,
  );
  const byId = new Map(rows.map((row) => [row.id, Number(row.count)]));
  return ids.map((id) => byId.get(id) ?? 0);
}
