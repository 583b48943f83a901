import type { Database } from '../../database/database.js';
import { pipelined, unprepared } from '../../database/statement.js';
import { Conditions } from '../pagination/conditions.js';
import { type Order, type Ordering, orderBy, textKey } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import { type PageArguments, readPageRequest } from '../pagination/page-request.js';
import type { CertificationBodyRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { validator } from '../validation/validator.js';
import { withoutNulls } from '../validation/without-nulls.js';
import { certificationBodyColumns } from './certification-columns.js';
import { bodyNameContains } from './comparisons.js';

/** Conditions on certification bodies: a body must fulfil all of them. */
export interface CertificationBodyFilter {
  /** A part of the name, in letters of either case; without wildcards. */
  readonly name?: string | null;
}

/** What certification bodies can be ordered by: their names, which are unique. */
export const certificationBodyOrderFields = ['NAME'] as const;
export type CertificationBodyOrderField = (typeof certificationBodyOrderFields)[number];

const validate = validator({
  type: 'object',
  properties: { filter: { type: 'object', properties: { name: fields.searchText } } },
});

/** A page of the certification bodies. Throws a 422 for invalid arguments. */
export async function listCertificationBodies(
  database: Database,
  args: PageArguments,
  filter?: CertificationBodyFilter | null,
  order: Order<CertificationBodyOrderField> = { field: 'NAME', direction: 'ASC' },
): Promise<Page<CertificationBodyRecord>> {
  const descending = order.direction === 'DESC';
  const ordering: Ordering<CertificationBodyRecord> = {
    list: `certificationBodies:${order.field}:${order.direction}`,
    keys: [textKey('b.name', ({ name }: CertificationBodyRecord) => name)],
    descending,
  };
  const request = readPageRequest(args, ordering);
  const conditions = bodyConditions(filter);
  const isPlain = conditions.isEmpty && !descending;
  conditions.between(ordering, request);
  const { size, backward, after, before } = request;
  const text =
    `select ${certificationBodyColumns} from certification_body b${conditions.toSql('where')} ` +
    `order by ${orderBy(ordering, backward)} limit ${rowLimit(size)}`;
  const statement =
    isPlain && !backward && !before
      ? pipelined<CertificationBodyRecord>(
          'reads',
          `list_certification_bodies_${after ? 'after_' : ''}${rowLimit(size)}`,
          text,
        )
      : unprepared<CertificationBodyRecord>(text);
  return toPage(await database.query(statement, conditions.values), request, ordering);
}

/** How many certification bodies fit a filter. Throws a 422 for an invalid one. */
export async function countCertificationBodies(
  database: Database,
  filter?: CertificationBodyFilter | null,
): Promise<number> {
  const conditions = bodyConditions(filter);
  const statement = unprepared<{ count: string }>(
    `select count(*) as count from certification_body b${conditions.toSql('where')}`,
  );
  const [row] = await database.query(statement, conditions.values);
  return Number(row?.count);
}

function bodyConditions(unchecked: CertificationBodyFilter | null | undefined): Conditions {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  const conditions = new Conditions();
  if (filter.name !== undefined) conditions.add(filter.name, bodyNameContains);
  return conditions;
}
