import type { FieldChange } from '../../entities/claim-assignment-event.js';
import type { AssignmentField } from './assignment-field.js';

/**
 * The first entry of an assignment's history: every field that has a value, as `assignment-changes.ts` writes it in SQL.
 * @param values checked values by the names of their fields.
 */
export function initialChanges<Name extends string>(
  fields: readonly AssignmentField<Name>[],
  values: Readonly<Record<Name, unknown>>,
): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const { name, type } of fields) {
    const after = shown(type, values[name]);
    if (after !== null) changes.push({ field: name, before: null, after });
  }
  return changes;
}

/** A field's value as history shows it; null for an empty one. */
function shown(type: AssignmentField['type'], value: unknown): string | null {
  if (type === 'jsonb') return metadataText(value as Readonly<Record<string, string>>);
  if (type === 'text[]') return (value as readonly string[]).join(' ') || null;
  return (value as string | null) || null;
}

/** Metadata as JSON in the order of `inStoredOrder`: the next entry of the history says the same of what it changes. Null for none. */
function metadataText(metadata: Readonly<Record<string, string>>): string | null {
  const entries = sortedEntries(metadata);
  if (entries.length === 0) return null;
  return `{${entries.map(({ key, value }) => `${JSON.stringify(`${key}`)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** Metadata with its keys in the order in which PostgreSQL returns them. */
export function inStoredOrder(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(sortedEntries(metadata).map(({ key, value }) => [`${key}`, value]));
}

/** PostgreSQL keeps shorter keys first. */
function sortedEntries(metadata: Readonly<Record<string, string>>): { key: Buffer; value: string }[] {
  const entries = Object.entries(metadata).map(([key, value]) => ({ key: Buffer.from(key), value }));
  return entries.sort((a, b) => a.key.length - b.key.length || a.key.compare(b.key));
}
