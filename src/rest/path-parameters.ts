import * as fields from '../services/validation/fields.js';
import { EXAMPLE_CLAIM_ID, EXAMPLE_GTIN } from './example-ids.js';

/** Parameters of paths, as the document describes them. The services validate by the same schemas. */

const gtinText =
  'GTIN-8, -12, -13 or -14 of the product, digits only. Shorter forms are padded with zeros on the left ' +
  'to 14 digits.';

export const gtinParameter = {
  in: 'path',
  name: 'gtin',
  required: true,
  description: gtinText,
  schema: { ...fields.gtin, title: 'Gtin', description: gtinText },
  example: EXAMPLE_GTIN,
} as const;

export const claimIdParameter = {
  in: 'path',
  name: 'claim_id',
  required: true,
  description: 'Id of the claim, in the short form or as a canonical UUID.',
  schema: { ...fields.id, title: 'Claim Id' },
  example: EXAMPLE_CLAIM_ID,
} as const;

export const idParameter = {
  in: 'path',
  name: 'id',
  required: true,
  description: 'Id of the claim, in the short form or as a canonical UUID.',
  schema: { ...fields.id, title: 'Id' },
  example: EXAMPLE_CLAIM_ID,
} as const;
