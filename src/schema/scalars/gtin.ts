import { GraphQLScalarType } from 'graphql';
import { stringOnly } from './string-only.js';

/** A product's number. Only the JSON kind is checked here; the rule belongs to the service. */
export const GTIN = new GraphQLScalarType({
  name: 'GTIN',
  specifiedByURL: 'https://ref.gs1.org/standards/genspecs/',
  description:
    'Global Trade Item Number. Input: 8 to 14 digits, without spaces or hyphens. Output: always 14 digits, shorter numbers padded with zeros on the left.',
  ...stringOnly('GTIN'),
});
