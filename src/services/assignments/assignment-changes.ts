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
    filledFields: changes(fields, (field) => ({
      condition: isFilled(field, 'r.'),
      after: shown(field, 'r.'),
    })),
    changedFields: changes(fields, (field) => ({
      condition: `u.${field.column} is distinct from u.new_${field.column}`,
      before: shown(field, 'u.'),
      after: shown(field, 'u.new_'),
    })),
    clearedFields: changes(fields, (field) => ({
      condition: isFilled(field, 'd.'),
      before: shown(field, 'd.'),
    })),
  };
}

export const { filledFields, changedFields, clearedFields } = changesOf(assignmentFields);

/** When a field has changed, and its values as history shows them; an absent one is null. */
interface Change {
  readonly condition: string;
  readonly before?: string;
  readonly after?: string;
}

/** Texts that are put together and read once: an aggregate over rows of the fields took an import of 500,000 rows a third of its time. */
function changes(fields: readonly AssignmentField[], changeOf: (field: AssignmentField) => Change): string {
  const entries = fields.map((field) => {
    const { condition, before, after } = changeOf(field);
    return `case when ${condition} then '{"field":"${field.name}","before":' || ${json(before)} || ',"after":' || ${json(after)} || '}' end`;
  });
  return `('[' || concat_ws(',',
      ${entries.join(',\n      ')}) || ']')::jsonb`;
}

/** A text as JSON. */
function json(text: string | undefined): string {
  return text === undefined ? "'null'" : `coalesce(to_json(${text})::text, 'null')`;
}

/** Whether history mentions a field's value at all. */
function isFilled({ column, type, isEmptyByDefault }: AssignmentField, prefix: string): string {
  const stored = `${prefix}${column}`;
  if (type === 'date') return `${stored} is not null`;
  if (type === 'jsonb' || type === 'text[]') return `${stored} <> '{}'`;
  return isEmptyByDefault ? `${stored} <> ''` : `${stored} is not null`;
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
