import type { AssignmentField } from '../assignment-field.js';
import { assignmentFields, eachField, fieldColumns } from '../assignment-fields.js';

/**
 * Parts that the statements of batches share. `$1` is the organization, `$2` the actor, `$3` whether the statement only
 * finds out what would be stored, `$4` whether all rows are stored or none; the others are lists with an item for each row,
 * which are sorted by GTIN and claim.
 */
export const BATCH_PARAMETERS = 4;

/** A list among the parameters: the name of its column and the type of its items. */
export type RowColumn = readonly [name: string, type: string];

/** The product and the claim of each row. */
export const pairColumns: readonly RowColumn[] = [
  ['gtin', 'text'],
  ['claim_id', 'uuid'],
];

/** What each row creates: product, claim, all fields, and the changes that history shows. */
export const createdColumns: readonly RowColumn[] = [
  ...pairColumns,
  ...assignmentFields.map(({ column, type }): RowColumn => [column, type === 'jsonb' ? 'text' : type]),
  ['changes', 'text'],
];

/** The common table expression `wanted`: the rows with what is known of their products. */
export function wantedRows(columns: readonly RowColumn[], gate: string | undefined): string {
  const lists = columns.map(([, type], i) => `$${BATCH_PARAMETERS + 1 + i}::${type}[]`);
  const names = columns.map(([name]) => name);
  return `wanted as materialized (
  select r.*, p.gtin is not null as has_product, coalesce(p.organization_id = $1::uuid, false) as is_own
  from unnest(${lists.join(', ')})
    with ordinality as r (${names.join(', ')}, place)
  left join product p on p.gtin = r.gtin${gate === undefined ? '' : `\n  where ${gate}`})`;
}

/** A field of a row with its stored type. */
const typed = ({ column, type }: AssignmentField) =>
  type === 'jsonb' ? `w.${column}::jsonb` : `w.${column}`;

/**
 * The common table expressions that create assignments with their history. There is no look-up of the pairs beforehand:
 * rows that were committed after the statement's snapshot would not be seen.
 */
export const createdRows = `assigned as (
  insert into claim_assignment (gtin, claim_id, ${fieldColumns})
  select w.gtin, w.claim_id, ${eachField(typed)}
  from wanted w
  where w.is_own and w.claim_id is not null and not $3::boolean
  order by w.place
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select w.gtin, w.claim_id, 'ASSIGNED', $1::uuid, $2, w.changes::jsonb
  from assigned a join wanted w on w.gtin = a.gtin and w.claim_id = a.claim_id)`;

/** Outcomes of a row, each written as one letter. */
export const OUTCOMES = {
  productNotFound: 'P',
  foreignProduct: 'F',
  claimNotFound: 'C',
  alreadyAssigned: 'E',
  notAssigned: 'N',
  wrongDates: 'D',
  tooManyKeys: 'M',
  wrongDatesAndTooManyKeys: 'B',
  created: 'A',
  updated: 'U',
  removed: 'X',
  /** It would be stored by a statement that stores. */
  storable: 'R',
} as const;

/** The rows that name nothing, or another organization's product: a select of place and outcome. */
export const refusedRows = `select w.place, case when not w.has_product then '${OUTCOMES.productNotFound}'
      when not w.is_own then '${OUTCOMES.foreignProduct}'
      else '${OUTCOMES.claimNotFound}' end as outcome
    from wanted w where not w.is_own or w.claim_id is null`;

/** SQLSTATEs by which a batch ends that is not stored (`end_batch`): others have changed its rows; a limit is exceeded. */
export const CHANGED_MEANWHILE = '40001';
export const LIMIT_EXCEEDED = '54000';
