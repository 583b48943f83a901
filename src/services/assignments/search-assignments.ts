import { ORGANIZATION_ID_PATTERN, readOrganizationId } from '../../codecs/global-id.js';
import { toGtin14 } from '../../codecs/gtin.js';
import type { Database } from '../../database/database.js';
import { search, unprepared, withLargeRows } from '../../database/statement.js';
import { type AssignmentRow, assignmentColumns, productJson, toAssignment } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import type { Order } from '../pagination/ordering.js';
import { type Page, toPage } from '../pagination/page.js';
import { type PageArguments, readPageRequest } from '../pagination/page-request.js';
import { evidenceReader, type Principal } from '../principal.js';
import type { ClaimAssignmentRecord, ProductRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { refuse, validator } from '../validation/validator.js';
import { type WithoutNulls, withoutNulls } from '../validation/without-nulls.js';
import {
  addAssignmentFilter,
  assignmentFilterSchemas,
  type ClaimAssignmentFilter,
  expiryIssues,
} from './assignment-filter.js';
import {
  type AssignmentSearchOrderField,
  assignmentSearchOrdering,
  pageOfAssignments,
} from './assignment-search-order.js';

const MAX_GTINS = 100;

/** Conditions on assignments of all products: an assignment must fulfil all of them. */
export interface ClaimAssignmentSearch extends ClaimAssignmentFilter {
  /** At most 100 GTINs of 8 to 14 digits. */
  readonly gtins?: readonly string[] | null;
  /** The owner of the product, by its global id or either form of its id. */
  readonly organizationId?: string | null;
  /** Whether there is a URL or a note of evidence. Only of products whose evidence the caller may see. */
  readonly hasEvidence?: boolean | null;
}

const validate = validator({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        ...assignmentFilterSchemas,
        gtins: { type: 'array', maxItems: MAX_GTINS, items: fields.gtin },
        organizationId: { type: 'string', pattern: ORGANIZATION_ID_PATTERN },
      },
    },
  },
});

/** A page of the assignments of all products. Throws a 422 for invalid arguments. */
export async function searchAssignments(
  database: Database,
  principal: Principal,
  args: PageArguments,
  filter: ClaimAssignmentSearch | null | undefined,
  order: Order<AssignmentSearchOrderField>,
  hasDetails: boolean,
): Promise<Page<ClaimAssignmentRecord>> {
  const ordering = assignmentSearchOrdering(order);
  const request = readPageRequest(args, ordering);
  const checked = readSearch(filter);
  const conditions = searchConditions(checked, principal);
  const isSearch = !conditions.isEmpty;
  const reader = hasDetails ? `${conditions.placeholder(evidenceReader(principal))}::uuid` : 'null';
  const { found, sorted } = pageOfAssignments(
    `claim_assignment a${joins(checked)}`,
    conditions,
    order,
    request,
    keepsExpiring(checked),
  );
  const statement = (isSearch ? search : unprepared)<AssignmentRow & { product: ProductRecord }>(
    `with found as materialized (${found})
select ${assignmentColumns(`p.organization_id = ${reader}`, hasDetails)}, ${productJson} as product
from found a join product p on p.gtin = a.gtin join claim c on c.id = a.claim_id
order by ${sorted}`,
  );
  const rows = await database.query(hasDetails ? withLargeRows(statement) : statement, conditions.values);
  return toPage(
    rows.map((row) => toAssignment(row, row.product)),
    request,
    ordering,
  );
}

/** How many assignments fit the conditions. Throws a 422 for invalid ones. */
export async function countAssignments(
  database: Database,
  principal: Principal,
  filter: ClaimAssignmentSearch | null | undefined,
): Promise<number> {
  const checked = readSearch(filter);
  const conditions = searchConditions(checked, principal);
  const [row] = await database.query(
    search<{ count: string }>(
      `select count(*) as count from claim_assignment a${joins(checked)}${conditions.toSql('where')}`,
    ),
    conditions.values,
  );
  return Number(row?.count);
}

/** Whether no assignment without an end fits. */
function keepsExpiring({
  expiresFrom,
  expiresUntil,
  validity,
}: WithoutNulls<ClaimAssignmentSearch>): boolean {
  return (
    expiresFrom !== undefined ||
    expiresUntil !== undefined ||
    validity?.every((one) => one === 'EXPIRED') === true
  );
}

function readSearch(
  unchecked: ClaimAssignmentSearch | null | undefined,
): WithoutNulls<ClaimAssignmentSearch> {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  refuse(expiryIssues(filter, ['filter']));
  return filter;
}

/** The tables that the conditions are about, beside the assignments. */
function joins({
  category,
  claimCodes,
  organizationId,
  hasEvidence,
}: WithoutNulls<ClaimAssignmentSearch>): string {
  const claim = category || claimCodes ? ' join claim c on c.id = a.claim_id' : '';
  const product =
    organizationId !== undefined || hasEvidence !== undefined ? ' join product p on p.gtin = a.gtin' : '';
  return claim + product;
}

function searchConditions(filter: WithoutNulls<ClaimAssignmentSearch>, principal: Principal): Conditions {
  const { gtins, organizationId, hasEvidence } = filter;
  const conditions = new Conditions();
  addAssignmentFilter(conditions, filter);
  if (gtins) conditions.add(gtins.map(toGtin14), (list) => `a.gtin = any(${list}::text[])`);
  if (organizationId !== undefined) {
    conditions.add(readOrganizationId(organizationId), (id) => `p.organization_id = ${id}::uuid`);
  }
  if (hasEvidence !== undefined) {
    conditions.add(evidenceReader(principal), (reader) => `p.organization_id = ${reader}::uuid`);
    const isEmpty = `a.evidence_url = '' and a.evidence_note = ''`;
    conditions.addSql(hasEvidence ? `not (${isEmpty})` : isEmpty);
  }
  return conditions;
}
