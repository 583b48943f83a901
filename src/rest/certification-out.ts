import { shortId } from '../codecs/short-id.js';
import type { CertificationWithBodyName } from '../services/certifications/find-certifications.js';
import { EXAMPLE_CERTIFICATION_ID } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

/** Properties that a certification has alone and in its assignment to a product. */
export const certificationProperties = {
  id: {
    ...shortIdSchema,
    title: 'Id',
    description: 'Id of the certification: the short form of its UUID, which never changes.',
  },
  label: {
    title: 'Label',
    description: 'Display name of the certification, such as `USDA Organic`.',
    type: 'string',
    maxLength: 255,
  },
  code: {
    title: 'Code',
    description:
      'Name of the certification for machines, such as `USDA_ORGANIC`; empty for one of an organization that has none.',
    type: 'string',
    maxLength: 50,
    default: '',
  },
  description: {
    title: 'Description',
    description: 'What the certification means; may be empty.',
    type: 'string',
    default: '',
  },
  url: {
    title: 'Url',
    description: 'URL of a page about the certification; may be empty.',
    type: 'string',
    default: '',
  },
  logo_url: {
    title: 'Logo Url',
    description: 'URL of the logo; null if there is none.',
    anyOf: [{ type: 'string' }, { type: 'null' }],
  },
} as const;

/** A certification, in lists and alone. */
export const certificationOutSchema = {
  title: 'CertificationOut',
  description: 'A certification that products can hold.',
  type: 'object',
  required: ['id', 'label'],
  properties: {
    ...certificationProperties,
    certification_body_name: {
      title: 'Certification Body Name',
      description: 'Name of the body that issues the certification; null if none is named.',
      anyOf: [{ type: 'string' }, { type: 'null' }],
    },
    program: {
      title: 'Program',
      description: 'Name of the programme (GS1 `certificationAgency`); may be empty.',
      type: 'string',
      default: '',
    },
    standard: {
      title: 'Standard',
      description: 'Name of the standard (GS1 `certificationStandard`); may be empty.',
      type: 'string',
      default: '',
    },
  },
  examples: [
    {
      id: EXAMPLE_CERTIFICATION_ID,
      label: 'Example Organic',
      code: 'EXAMPLE_ORGANIC',
      description: 'Grown and processed without synthetic pesticides and fertilizers.',
      url: 'https://example.com/organic',
      logo_url: null,
      certification_body_name: 'Example Certifiers',
      program: 'Example Organic Program',
      standard: '',
    },
  ],
} as const;

/** Shapes a certification for an answer. */
export function certificationOut(
  certification: CertificationWithBodyName,
): ShapeOf<typeof certificationOutSchema> {
  return {
    id: shortId(certification.id),
    label: certification.label,
    code: certification.code,
    description: certification.description,
    url: certification.url,
    logo_url: certification.logoUrl,
    certification_body_name: certification.certificationBodyName,
    program: certification.program,
    standard: certification.standard,
  };
}
