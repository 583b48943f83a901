import { assignClaimSchema } from '../../services/assignments/assign-claim-input.js';
import { assignClaims } from '../../services/assignments/batches/assign-claims.js';
import * as fields from '../../services/validation/fields.js';
import { batchBody, costOfBatch, translateBatch } from '../batch.js';
import { batchIn, batchOut, batchRowOut } from '../batch-schemas.js';
import { claimAssignmentOut, claimAssignmentOutSchema } from '../claim-assignment-out.js';
import { EXAMPLE_CLAIM_CODE, EXAMPLE_GTIN } from '../example-ids.js';
import { describedMembers } from '../members.js';
import type { RestOperation } from '../operation.js';
import { createMembers } from './assign-claim.js';

const { claim_id: claimId, ...otherMembers } = createMembers;

const rowMembers = {
  gtin: {
    field: 'gtin',
    title: 'Gtin',
    description: 'GTIN-8, -12, -13 or -14 of the product, digits only.',
  },
  claim_id: {
    ...claimId,
    description: `${claimId.description} Exactly one of \`claim_id\` and \`claim_code\`.`,
  },
  claim_code: {
    field: 'claimCode',
    title: 'Claim Code',
    description: 'The claim to assign: its code, ignoring case.',
  },
  ...otherMembers,
} as const;

/** A row of a batch: the rules are those that the service validates with. */
export const claimAssignmentRowIn = {
  title: 'ClaimAssignmentRowIn',
  description:
    'A product and a claim to assign to it. The claim is named by exactly one of `claim_id` and `claim_code`. A row that ' +
    'breaks a rule fails by itself.',
  type: 'object',
  required: ['gtin'],
  properties: describedMembers(rowMembers, {
    ...assignClaimSchema.properties,
    claimCode: fields.searchText,
  }),
};

/** The body of the operation. */
export const claimAssignmentBatchIn = batchIn(
  { title: 'ClaimAssignmentBatchIn', description: 'Claims to assign to products, many at once.' },
  {
    row: claimAssignmentRowIn,
    existing: 'carries the claim already',
    rows: 'The rows. Of rows for the same product and claim, the first is stored and the later ones fail.',
    example: {
      on_error: 'continue',
      on_existing: 'update',
      assignments: [
        { gtin: EXAMPLE_GTIN, claim_code: EXAMPLE_CLAIM_CODE, valid_from: '2026-01-01' },
        { gtin: EXAMPLE_GTIN, claim_code: 'VEGAN', source: 'THIRD_PARTY_VERIFIED' },
      ],
    },
  },
);

/** What has become of a row. */
export const claimAssignmentRowOut = batchRowOut('ClaimAssignmentRowOut', claimAssignmentOutSchema);

/** The response of the operation. */
export const claimAssignmentBatchOut = batchOut(
  { title: 'ClaimAssignmentBatchOut', description: 'What has become of a batch.' },
  claimAssignmentRowOut,
);

/** `POST /claim-assignments/batch` */
export const assignClaimsOperation: RestOperation = {
  method: 'post',
  path: '/claim-assignments/batch',
  name: 'create_claim_assignments',
  tag: 'Assignments',
  summary: 'Assign claims to many products',
  description:
    'Assigns up to 1,000 claims to products by one statement. Each row is checked and stored as by `POST ' +
    '/products/{gtin}/claims`, and its failure is the same problem document, with a `loc` that begins with `body`, ' +
    '`assignments` and the index of the row. The request counts as one request of the quota for each started 100 rows.',
  isExtension: true,
  parameters: [],
  body: claimAssignmentBatchIn,
  success: {
    status: 200,
    description: 'The batch was executed; `results` says what has become of each row.',
    schema: claimAssignmentBatchOut,
  },
  failures: ['bad_request'],
  costOf: costOfBatch,
  async handle({ body, principal, database }, _pathOf, write) {
    const batch = translateBatch(body, rowMembers);
    return { body: batchBody(await assignClaims(database, principal, batch, { write }), claimAssignmentOut) };
  },
};
