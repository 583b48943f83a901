import { shortId } from '../codecs/short-id.js';
import { claimCategory } from '../services/claims/list-claims-by-page.js';
import type { ClaimAssignmentRecord } from '../services/records.js';
import * as fields from '../services/validation/fields.js';
import { EXAMPLE_CLAIM_ID } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

/** `ClaimAssignmentOut` of the published specification. */
export const claimAssignmentOutSchema = {
  title: 'ClaimAssignmentOut',
  description:
    'A claim that a product carries: the fields of the claim, and those of its assignment to the product. ' +
    'The REST API never returns evidence.',
  type: 'object',
  required: ['id', 'label', 'code', 'category', 'source'],
  properties: {
    metadata: {
      title: 'Metadata',
      description: 'Key/value data that the client has attached to the assignment. Never null.',
      type: 'object',
      additionalProperties: { type: 'string' },
    },
    id: {
      ...shortIdSchema,
      title: 'Id',
      description:
        'Id of the claim, not of the assignment: the short form of its UUID, which never changes. Wherever ' +
        'an id is sent, both the short form and the canonical UUID are accepted.',
    },
    label: {
      title: 'Label',
      description: 'Display name of the claim, such as `Non-GMO`.',
      type: 'string',
      maxLength: 100,
    },
    code: {
      title: 'Code',
      description: 'Name of the claim for machines, such as `NON_GMO`, which never changes.',
      type: 'string',
      maxLength: 50,
    },
    category: claimCategory,
    source: fields.claimSource,
    valid_from: {
      ...fields.openDate,
      title: 'Valid From',
      description: 'First day on which the claim is valid; null if the start is unknown.',
    },
    expiration_date: {
      ...fields.openDate,
      title: 'Expiration Date',
      description: 'Last day on which the claim is valid; null if the claim does not expire.',
    },
  },
  examples: [
    {
      metadata: { order_id: '6735' },
      id: EXAMPLE_CLAIM_ID,
      label: 'Non-GMO',
      code: 'NON_GMO',
      category: 'INGREDIENT_ABSENCE',
      source: 'BRAND_SELF_DECLARED',
      valid_from: '2026-01-01',
      expiration_date: null,
    },
  ],
} as const;

/** Renders an assignment as a response. `id` is the claim's. Evidence is accepted but never returned. */
export function claimAssignmentOut({
  claim,
  ...assignment
}: ClaimAssignmentRecord): ShapeOf<typeof claimAssignmentOutSchema> {
  return {
    metadata: assignment.metadata,
    id: shortId(claim.id),
    label: claim.label,
    code: claim.code,
    category: claim.category,
    source: assignment.source,
    valid_from: assignment.validFrom,
    expiration_date: assignment.expirationDate,
  };
}
