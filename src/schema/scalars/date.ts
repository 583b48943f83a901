import { GraphQLScalarType } from 'graphql';
import { stringOnly } from './string-only.js';

/** A day. Only the JSON kind is checked here; the rule belongs to the service. */
export const LocalDate = new GraphQLScalarType({
  name: 'Date',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  description: 'A day of the calendar, written `YYYY-MM-DD`: `2026-03-31`.',
  ...stringOnly('Date'),
});
