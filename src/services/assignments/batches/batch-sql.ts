import type { WriteStatement } from '../../idempotency/write-statement.js';
import type { AssignmentField } from '../assignment-field.js';
import { columnsOf } from '../field-columns.js';
import type { BatchTable } from './batch-table.js';

/**
 * Parts that the statements of batches share. `$1` is the organization, `$2` the actor, `$3` whether the statement only
 * finds out what would be stored, `$4` whether all rows are stored or none; the others are lists with an item for each row,
 * which are sorted by the key: by GTIN and what is assigned.
 */
export const BATCH_PARAMETERS = 4;

/** A list among the parameters: the name of its column and the type of its items. */
export type RowColumn = readonly [name: string, type: string];

/** The key of each row. */
export function pairColumns({ key }: BatchTable): readonly RowColumn[] {
  return [
    ['gtin', 'text'],
    [key, 'uuid'],
  ];
}

/** Types whose values travel as texts: of lists, all would be one list; objects are written by the process. */
const AS_TEXT: ReadonlySet<string> = new Set(['jsonb', 'text[]']);

/** What each row creates: its key, all fields, and the changes that history shows. */
export function createdColumns(table: BatchTable): readonly RowColumn[] {
  return [
    ...pairColumns(table),
    ...table.fields.map(({ column, type }): RowColumn => [column, AS_TEXT.has(type) ? 'text' : type]),
    ['changes', 'text'],
  ];
}

/** The GTINs of all rows. */
const GTINS = `$${BATCH_PARAMETERS + 1}::text[]`;

/** Restricts assignments `a` to the products of the rows, so that Citus asks their shards alone. */
export const ofRows = ` and a.gtin = any(${GTINS})`;

/**
 * The common table expression `wanted`: the rows with what is known of their products.
 * @param isDistributed whether the tables are distributed over a cluster.
 */
export function wantedRows(
  columns: readonly RowColumn[],
  gate: string | undefined,
  isDistributed: boolean,
): string {
  const lists = columns.map(([, type], i) => `$${BATCH_PARAMETERS + 1 + i}::${type}[]`);
  const names = columns.map(([name]) => name);
  const given = `unnest(${lists.join(', ')})
    with ordinality as r (${names.join(', ')}, place)`;
  const condition = gate === undefined ? '' : `\n  where ${gate}`;
  const known = 'p.gtin is not null as has_product, coalesce(p.organization_id = $1::uuid, false) as is_own';
  if (!isDistributed) {
    return `wanted as materialized (
  select r.*, ${known}
  from ${given}
  left join product p on p.gtin = r.gtin${condition})`;
  }
  // Citus refuses an outer join of a distributed table under a condition on no row.
  return `given as materialized (
  select r.* from ${given}${condition}),
products as materialized (select p.gtin, p.organization_id from product p where p.gtin = any(${GTINS})),
wanted as materialized (
  select r.*, ${known}
  from given r left join products p on p.gtin = r.gtin)`;
}

/** Where statements look whether the assignment of a row is stored: a name, and the common table expression that it needs. */
export function storedRows(
  { name, key }: BatchTable,
  isDistributed: boolean,
): { readonly stored: string; readonly query: string } {
  if (!isDistributed) return { stored: name, query: '' };
  return {
    stored: 'stored',
    query: `stored as materialized (
  select a.gtin, a.${key} from ${name} a where a.gtin = any(${GTINS}) and $3::boolean),
`,
  };
}

/** A field of a row, `column`, with its stored type. */
export function typed(column: string, { type }: AssignmentField): string {
  return AS_TEXT.has(type) ? `${column}::${type}` : column;
}

/**
 * The common table expressions that create assignments with their history. There is no look-up of the pairs beforehand:
 * rows that were committed after the statement's snapshot would not be seen.
 */
export function createdRows({ name, events, key, fields }: BatchTable): string {
  const { eachField, fieldColumns } = columnsOf(fields);
  return `assigned as (
  insert into ${name} (gtin, ${key}, ${fieldColumns})
  select w.gtin, w.${key}, ${eachField((field) => typed(`w.${field.column}`, field))}
  from wanted w
  where w.is_own and w.${key} is not null and not $3::boolean
  order by w.place
  on conflict (gtin, ${key}) do nothing
  returning gtin, ${key}),
recorded as (
  insert into ${events} (gtin, ${key}, action, organization_id, actor, changes)
  select w.gtin, w.${key}, 'ASSIGNED', $1::uuid, $2, w.changes::jsonb
  from assigned a join wanted w on w.gtin = a.gtin and w.${key} = a.${key})`;
}

/** Outcomes of a row, each written as one letter. */
export const OUTCOMES = {
  productNotFound: 'P',
  foreignProduct: 'F',
  assignableNotFound: 'C',
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
export function refusedRows({ key }: BatchTable): string {
  return `select w.place, case when not w.has_product then '${OUTCOMES.productNotFound}'
      when not w.is_own then '${OUTCOMES.foreignProduct}'
      else '${OUTCOMES.assignableNotFound}' end as outcome
    from wanted w where not w.is_own or w.${key} is null`;
}

/** A statement of a batch in both of its forms. */
export interface BatchStatement<Answer> {
  readonly onOneServer: WriteStatement<Answer>;
  /** On distributed tables, where Citus cannot lock rows of several shards: one that others change meanwhile ends the batch. */
  readonly onCluster: WriteStatement<Answer>;
}

/** Writes both forms. */
export function inBothForms<Answer>(
  write: (isDistributed: boolean) => WriteStatement<Answer>,
): BatchStatement<Answer> {
  return { onOneServer: write(false), onCluster: write(true) };
}

/** SQLSTATEs by which a batch ends that is not stored (`end_batch`): others have changed its rows; a limit is exceeded. */
export const CHANGED_MEANWHILE = '40001';
export const LIMIT_EXCEEDED = '54000';
