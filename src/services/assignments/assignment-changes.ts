import type { AssignmentField } from './assignment-field.js';
import { assignmentFields } from './assignment-fields.js';

/**
 * SQL that writes the `changes` of history: a JSON array of `FieldChange` in the GraphQL schema's names,
 * texts as they are shown, null for what is empty.
 */

/** The changes of one kind of assignment. */
export interface ChangesSql {
  /** Every field of `r` that has a value: the first entry of an assignment. */
  readonly filledFields: string;
  /** The fields of `u` that differ from its fields with the prefix `new_`. */
  readonly changedFields: string;
  /** Every field of `d`, a removed assignment, that had a value. */
  readonly clearedFields: string;
}

/** Generates the changes from the fields of claim assignments, or from those of certification assignments. */
export function changesOf(fields: readonly AssignmentField[]): ChangesSql {
  return {
    filledFields: changes(
      fields,
      () => 'null::text',
      (field) => shown(field, 'r.'),
    ),
    changedFields: changes(
      fields,
      (field) => shown(field, 'u.'),
      (field) => shown(field, 'u.new_'),
    ),
    clearedFields: changes(
      fields,
      (field) => shown(field, 'd.'),
      (_field, place) => (place === 0 ? 'null::text' : 'null'),
    ),
  };
}

export const { filledFields, changedFields, clearedFields } = changesOf(assignmentFields);

type Expression = (field: AssignmentField, place: number) => string;

function changes(fields: readonly AssignmentField[], before: Expression, after: Expression): string {
  const rows = fields.map(
    (field, place) => `(${place}, '${field.name}', ${before(field, place)}, ${after(field, place)})`,
  );
  return `(
    select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'before', f.before, 'after', f.after)
      order by f.place), '[]')
    from (values ${rows.join(', ')}) as f (place, field, before, after)
    where f.before is distinct from f.after)`;
}

/** A field's value as history shows it; null for an empty one. */
function shown({ column, type, isEmptyByDefault }: AssignmentField, prefix: string): string {
  const stored = `${prefix}${column}`;
  if (type === 'date') return `to_char(${stored}, 'YYYY-MM-DD')`;
  if (type === 'jsonb') return jsonText(stored);
  if (type === 'text[]') return `nullif(array_to_string(${stored}, ' '), '')`;
  return isEmptyByDefault ? `nullif(${stored}, '')` : stored;
}

/** A metadata object (jsonb) as JSON without spaces, as `JSON.stringify` writes it; null for an empty one. */
function jsonText(column: string): string {
  return `(select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(${column}) with ordinality as m (key, value, place))`;
}
