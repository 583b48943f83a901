import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { pipelined, unprepared } from '../../database/statement.js';
import { upperCaseAscii } from '../claims/comparisons.js';
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
import { type PageArguments, readPageRequest } from '../pagination/page-request.js';
import type { Principal } from '../principal.js';
import type { CertificationRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { validator } from '../validation/validator.js';
import { withoutNulls } from '../validation/without-nulls.js';
import { certificationColumns } from './certification-columns.js';
import { certificationLabelContains } from './comparisons.js';
import { isNamedByCodeFor, isVisibleTo } from './visibility.js';

/** Conditions on certifications: a certification must fulfil all of them. */
export interface CertificationFilter {
  /** The whole code, in letters of either case. It names one certification for each caller. */
  readonly code?: string | null;
  /** A part of the label, in letters of either case; without wildcards. */
  readonly label?: string | null;
  /** The body that issues it, by either form of its id. */
  readonly certificationBodyId?: string | null;
}

/** What certifications can be ordered by; equal ones by the other of both, then by id. */
export const certificationOrderFields = ['CODE', 'LABEL'] as const;
export type CertificationOrderField = (typeof certificationOrderFields)[number];

const validate = validator({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: { code: fields.searchText, label: fields.searchText, certificationBodyId: fields.id },
    },
  },
});

const byCode = textKey('c.code', ({ code }: CertificationRecord) => code);
const byLabel = textKey('c.label', ({ label }: CertificationRecord) => label);
const byId = uuidKey('c.id', ({ id }: CertificationRecord) => id);

const sortKeys: Record<CertificationOrderField, readonly SortKey<CertificationRecord>[]> = {
  CODE: [byCode, byLabel, byId],
  LABEL: [byLabel, byCode, byId],
};

/** A page of the certifications that the caller sees. Throws a 422 for invalid arguments. */
export async function listCertifications(
  database: Database,
  principal: Principal,
  args: PageArguments,
  filter?: CertificationFilter | null,
  order: Order<CertificationOrderField> = { field: 'CODE', direction: 'ASC' },
): Promise<Page<CertificationRecord>> {
  const descending = order.direction === 'DESC';
  const list = `certifications:${order.field}:${order.direction}`;
  const ordering: Ordering<CertificationRecord> = { list, keys: sortKeys[order.field], descending };
  const request = readPageRequest(args, ordering);
  const conditions = certificationConditions(principal, filter);
  conditions.between(ordering, request);
  const { size, backward, after, before } = request;
  const text =
    `select ${certificationColumns} from certification c${conditions.toSql('where')} ` +
    `order by ${orderBy(ordering, backward)} limit ${rowLimit(size)}`;
  const isPlain = Object.keys(withoutNulls(filter)).length === 0 && order.field === 'CODE' && !descending;
  const statement =
    isPlain && !backward && !before
      ? pipelined<CertificationRecord>(
          'reads',
          `list_certifications_${after ? 'after_' : ''}${rowLimit(size)}`,
          text,
        )
      : unprepared<CertificationRecord>(text);
  return toPage(await database.query(statement, conditions.values), request, ordering);
}

/** How many certifications that the caller sees fit a filter. Throws a 422 for an invalid one. */
export async function countCertifications(
  database: Database,
  principal: Principal,
  filter?: CertificationFilter | null,
): Promise<number> {
  const conditions = certificationConditions(principal, filter);
  const statement = unprepared<{ count: string }>(
    `select count(*) as count from certification c${conditions.toSql('where')}`,
  );
  const [row] = await database.query(statement, conditions.values);
  return Number(row?.count);
}

/** The conditions of a filter on the visible certifications `c`. Throws a 422 for an invalid one. */
function certificationConditions(
  { organizationId }: Principal,
  unchecked: CertificationFilter | null | undefined,
): Conditions {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  const conditions = new Conditions();
  conditions.add(organizationId, isVisibleTo);
  if (filter.code !== undefined) {
    conditions.add(upperCaseAscii(filter.code), (code) => `c.code = ${code} and ${isNamedByCodeFor('$1')}`);
  }
  if (filter.label !== undefined) conditions.add(filter.label, certificationLabelContains);
  if (filter.certificationBodyId !== undefined) {
    conditions.add(readUuid(filter.certificationBodyId), (body) => `c.certification_body_id = ${body}::uuid`);
  }
  return conditions;
}
