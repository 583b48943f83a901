import { shortId } from '../codecs/short-id.js';
import { claimCategory } from '../services/claims/list-claims-by-page.js';
import type { ClaimRecord } from '../services/records.js';
import { EXAMPLE_CLAIM_ID } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

/** A claim of the catalogue, in lists and alone. */
export const claimOutSchema = {
  title: 'ClaimOut',
  description: 'An entry of the catalogue: a claim that products can carry.',
  type: 'object',
  required: ['id', 'code', 'label', 'category', 'requires_definition'],
  properties: {
    id: {
      ...shortIdSchema,
      title: 'Id',
      description: 'Id of the claim: the short form of its UUID, which never changes.',
    },
    code: {
      title: 'Code',
      description: 'Name of the claim for machines, such as `NON_GMO`: unique, and never changed.',
      type: 'string',
      maxLength: 50,
    },
    label: {
      title: 'Label',
      description: 'Display name of the claim, such as `Non-GMO`.',
      type: 'string',
      maxLength: 100,
    },
    category: claimCategory,
    requires_definition: {
      title: 'Requires Definition',
      description: 'Whether the claim needs an explanation by the brand.',
      type: 'boolean',
    },
    description: {
      title: 'Description',
      description: 'What the claim means; may be empty.',
      type: 'string',
      default: '',
    },
  },
  examples: [
    {
      id: EXAMPLE_CLAIM_ID,
      code: 'NON_GMO',
      label: 'Non-GMO',
      category: 'INGREDIENT_ABSENCE',
      requires_definition: false,
      description: 'Made without genetically modified organisms.',
    },
  ],
} as const;

/** Shapes a claim for an answer. */
export function claimOut(claim: ClaimRecord): ShapeOf<typeof claimOutSchema> {
  return {
    id: shortId(claim.id),
    code: claim.code,
    label: claim.label,
    category: claim.category,
    requires_definition: claim.requiresDefinition,
    description: claim.description,
  };
}
