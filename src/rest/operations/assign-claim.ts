import { toGtin14 } from '../../codecs/gtin.js';
import { assignClaim } from '../../services/assignments/assign-claim.js';
import { assignClaimSchema } from '../../services/assignments/assign-claim-input.js';
import { assignmentMembers } from '../assignment-members.js';
import { REST_BASE } from '../base.js';
import { claimAssignmentOut, claimAssignmentOutSchema } from '../claim-assignment-out.js';
import { EXAMPLE_CLAIM_ID, EXAMPLE_GTIN } from '../example-ids.js';
import { describedMembers, translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { gtinParameter } from '../path-parameters.js';
import { requireObject } from '../request-body.js';

/** Members of the body. */
export const createMembers = {
  claim_id: {
    field: 'claimId',
    title: 'Claim Id',
    description: 'The claim to assign: its id in the short form or as a canonical UUID.',
  },
  ...assignmentMembers,
  source: { ...assignmentMembers.source, default: 'BRAND_SELF_DECLARED' },
  evidence_url: { ...assignmentMembers.evidence_url, default: '' },
  evidence_note: { ...assignmentMembers.evidence_note, default: '' },
  metadata: {
    ...assignmentMembers.metadata,
    description:
      `${assignmentMembers.metadata.description} Keys with an empty value are dropped; null and \`{}\` attach ` +
      'nothing.',
  },
} as const;

/** The body of the operation: the rules are those that the service validates with. */
export const claimAssignmentCreateIn = {
  title: 'ClaimAssignmentCreateIn',
  description: 'A claim to assign to a product: source, validity, evidence and metadata.',
  type: 'object',
  required: ['claim_id'],
  properties: describedMembers(createMembers, assignClaimSchema.properties),
  examples: [
    {
      claim_id: EXAMPLE_CLAIM_ID,
      source: 'BRAND_SELF_DECLARED',
      valid_from: '2026-01-01',
      metadata: { order_id: '6735' },
    },
  ],
};

/** `POST /products/{gtin}/claims`: the operation of the published specification. */
export const assignClaimOperation: RestOperation = {
  method: 'post',
  path: '/products/{gtin}/claims',
  name: 'create_product_claim',
  tag: 'Assignments',
  summary: 'Assign a claim to a product',
  description:
    'Assigns a claim to a product. A product carries a claim once: when several clients assign it at ' +
    'the same time, one gets 201 and the others 409.',
  parameters: [gtinParameter],
  body: claimAssignmentCreateIn,
  success: {
    status: 201,
    description: 'The claim is assigned.',
    headers: {
      Location: {
        description: 'Path of the assignment, below the GTIN in 14 digits.',
        required: true,
        schema: { type: 'string', format: 'uri-reference' },
        example: `${REST_BASE}/products/${EXAMPLE_GTIN}/claims/${EXAMPLE_CLAIM_ID}`,
      },
    },
    schema: claimAssignmentOutSchema,
  },
  async handle({ params: { gtin = '' }, body, principal, database }, pathOf, write) {
    const input = { ...translate(createMembers, requireObject(body)), gtin };
    const assignment = claimAssignmentOut(await assignClaim(database, principal, input, write));
    const location = pathOf(`/products/${toGtin14(gtin)}/claims/${assignment.id}`);
    return { headers: { location }, body: assignment };
  },
};
