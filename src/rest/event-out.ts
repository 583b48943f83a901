import type { EventRecord } from '../services/records.js';
import type { Members } from './members.js';
import { shortIdSchema } from './short-id-schema.js';

const value = { anyOf: [{ type: 'string' }, { type: 'null' }] } as const;

/** Members that events of every change feed have. */
export const eventProperties = {
  cursor: {
    title: 'Cursor',
    description: 'Position of the event in the feed, for `after`. Opaque.',
    type: 'string',
  },
  id: { ...shortIdSchema, title: 'Id', description: 'Id of the event, by which it can be recognized.' },
  at: { title: 'At', description: 'Time of the change.', type: 'string', format: 'date-time' },
  gtin: { title: 'Gtin', description: 'GTIN of the product in 14 digits.', type: 'string' },
  actor: {
    title: 'Actor',
    description:
      'The credential that made the change, by its id: `key.<id>` or `token.<subject>`; `import` or `demo` for commands.',
    type: 'string',
  },
  changes: {
    title: 'Changes',
    description: 'The members that changed, of a removed assignment all that had a value.',
    type: 'array',
    items: {
      title: 'FieldChangeOut',
      description: 'A member of an assignment, before and after a change.',
      type: 'object',
      required: ['field', 'before', 'after'],
      properties: {
        field: { title: 'Field', description: 'Name of the member.', type: 'string' },
        before: {
          ...value,
          title: 'Before',
          description: 'Value before the change, metadata as JSON; null if it was empty.',
        },
        after: {
          ...value,
          title: 'After',
          description: 'Value after the change, metadata as JSON; null if it is empty.',
        },
      },
    },
  },
} as const;

/** The published names of the members of an assignment, by their names in the service, which history stores. */
export function publishedNamesOf(members: Members): ReadonlyMap<string, string> {
  return new Map(Object.entries(members).map(([name, { field }]) => [field, name]));
}

/** Renders the changes of an event. */
export function changesOut(
  changes: EventRecord['changes'],
  publishedNames: ReadonlyMap<string, string>,
): EventRecord['changes'][number][] {
  return changes.map(({ field, before, after }) => ({
    field: publishedNames.get(field) ?? field,
    before,
    after,
  }));
}

/** PostgreSQL's text of a moment in UTC as RFC 3339 has it: `2026-03-31T12:00:00.123456+00:00`. */
export function momentOut(stored: string): string {
  return `${stored.replace(' ', 'T')}:00`;
}
