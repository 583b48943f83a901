import { shortId } from '../codecs/short-id.js';
import type { CertificationBodyRecord } from '../services/records.js';
import { EXAMPLE_CERTIFICATION_BODY_ID } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

/** A certification body, in lists and alone. */
export const certificationBodyOutSchema = {
  title: 'CertificationBodyOut',
  description: 'An organization that issues certifications.',
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: {
      ...shortIdSchema,
      title: 'Id',
      description: 'Id of the body: the short form of its UUID, which never changes.',
    },
    name: {
      title: 'Name',
      description: 'Name of the body, which is unique.',
      type: 'string',
      maxLength: 255,
    },
    website: {
      title: 'Website',
      description: 'URL of the website; may be empty.',
      type: 'string',
      default: '',
    },
    description: {
      title: 'Description',
      description: 'What the body does; may be empty.',
      type: 'string',
      default: '',
    },
    logo_url: {
      title: 'Logo Url',
      description: 'URL of the logo; null if there is none.',
      anyOf: [{ type: 'string' }, { type: 'null' }],
    },
  },
  examples: [
    {
      id: EXAMPLE_CERTIFICATION_BODY_ID,
      name: 'Example Certifiers',
      website: 'https://example.com/certifiers',
      description: 'Certifies organic farms and their products.',
      logo_url: null,
    },
  ],
} as const;

/** Shapes a certification body for an answer. */
export function certificationBodyOut(
  body: CertificationBodyRecord,
): ShapeOf<typeof certificationBodyOutSchema> {
  return {
    id: shortId(body.id),
    name: body.name,
    website: body.website,
    description: body.description,
    logo_url: body.logoUrl,
  };
}
