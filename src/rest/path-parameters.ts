import * as fields from '../services/validation/fields.js';
import {
  EXAMPLE_CERTIFICATION_BODY_ID,
  EXAMPLE_CERTIFICATION_ID,
  EXAMPLE_CLAIM_ID,
  EXAMPLE_GTIN,
  EXAMPLE_HELD_CERTIFICATION_ID,
} from './example-ids.js';

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

export const certificationIdParameter = {
  in: 'path',
  name: 'certification_id',
  required: true,
  description: 'Id of the certification, in the short form or as a canonical UUID.',
  schema: { ...fields.id, title: 'Certification Id' },
  example: EXAMPLE_HELD_CERTIFICATION_ID,
} as const;

/** The parameter `id` of an entry of a catalogue. */
function idOf(entry: string, example: string) {
  return {
    in: 'path',
    name: 'id',
    required: true,
    description: `Id of the ${entry}, in the short form or as a canonical UUID.`,
    schema: { ...fields.id, title: 'Id' },
    example,
  } as const;
}

export const idParameter = idOf('claim', EXAMPLE_CLAIM_ID);

export const idOfCertificationParameter = idOf('certification', EXAMPLE_CERTIFICATION_ID);

export const idOfCertificationBodyParameter = idOf('certification body', EXAMPLE_CERTIFICATION_BODY_ID);
