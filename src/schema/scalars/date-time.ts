import { GraphQLError, GraphQLScalarType } from 'graphql';

/** PostgreSQL's text of a timestamptz in UTC, with up to six digits after the point. */
const STORED = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/** A moment. It is only ever given, never accepted. */
export const DateTime = new GraphQLScalarType({
  name: 'DateTime',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  description: 'A moment in UTC with milliseconds, written as in RFC 3339: `2026-03-31T12:00:00.000Z`.',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    const parts = STORED.exec(String(value));
    if (!parts) throw new GraphQLError('DateTime expects a timestamp in UTC.');
    const [, day, time, fraction = ''] = parts;
    return `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  },
});
