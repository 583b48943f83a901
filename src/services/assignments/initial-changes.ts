import type { FieldChange } from '../../entities/claim-assignment-event.js';
import type { AssignmentValues } from './assign-claim-input.js';
import { assignmentFields } from './assignment-fields.js';

/** The first entry of an assignment's history: every field that has a value. */
export function initialChanges(input: AssignmentValues): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const { name } of assignmentFields) {
    const value = input[name];
    const after = typeof value === 'object' && value !== null ? metadataText(value) : value || null;
    if (after !== null) changes.push({ field: name, before: null, after });
  }
  return changes;
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
