import type { Problem } from '../../errors/problem.js';
import { type ProblemDocument, problemDocument } from '../../errors/problem-document.js';
import { inSnakeCase } from '../../errors/rest-rendering.js';
import { assignClaimSchema } from '../../services/assignments/assign-claim-input.js';
import { type AssignedClaim, assignClaims } from '../../services/assignments/batches/assign-claims.js';
import { batchCost } from '../../services/assignments/batches/batch-cost.js';
import { batchSchema, type UncheckedRow } from '../../services/assignments/batches/batch-input.js';
import * as fields from '../../services/validation/fields.js';
import { claimAssignmentOut, claimAssignmentOutSchema } from '../claim-assignment-out.js';
import { errorOutSchema } from '../error-out.js';
import { EXAMPLE_CLAIM_CODE, EXAMPLE_GTIN } from '../example-ids.js';
import { describedMembers, translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { requireObject } from '../request-body.js';
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

const { onError, onExisting, assignments } = batchSchema.properties;

/** The body of the operation. */
export const claimAssignmentBatchIn = {
  title: 'ClaimAssignmentBatchIn',
  description: 'Claims to assign to products, many at once.',
  type: 'object',
  required: ['assignments'],
  properties: {
    on_error: {
      ...onError,
      title: 'On Error',
      description:
        'What becomes of the other rows when a row fails: with `continue` they are stored, with `rollback` nothing is.',
      default: 'continue',
    },
    on_existing: {
      ...onExisting,
      title: 'On Existing',
      description:
        'What becomes of a row whose product carries the claim already: with `conflict` it fails (409), with `update` it ' +
        'changes the members that it sends, as a `PATCH` does.',
      default: 'conflict',
    },
    assignments: {
      ...assignments,
      items: claimAssignmentRowIn,
      title: 'Assignments',
      description:
        'The rows. Of rows for the same product and claim, the first is stored and the later ones fail.',
    },
  },
  examples: [
    {
      on_error: 'continue',
      on_existing: 'update',
      assignments: [
        { gtin: EXAMPLE_GTIN, claim_code: EXAMPLE_CLAIM_CODE, valid_from: '2026-01-01' },
        { gtin: EXAMPLE_GTIN, claim_code: 'VEGAN', source: 'THIRD_PARTY_VERIFIED' },
      ],
    },
  ],
} as const;

/** What has become of a row. */
export const claimAssignmentRowOut = {
  title: 'ClaimAssignmentRowOut',
  description: 'What has become of a row: the assignment as it stands now, or why it is not stored.',
  type: 'object',
  required: ['status'],
  properties: {
    status: {
      title: 'Status',
      description:
        'The status that the row would have as a request of its own: 201 for a new assignment, 200 for one that existed, ' +
        'else that of `error`.',
      type: 'integer',
    },
    assignment: claimAssignmentOutSchema,
    error: errorOutSchema,
  },
} as const;

/** The response of the operation. */
export const claimAssignmentBatchOut = {
  title: 'ClaimAssignmentBatchOut',
  description: 'What has become of a batch.',
  type: 'object',
  required: ['created', 'updated', 'failed', 'results'],
  properties: {
    created: { title: 'Created', description: 'Number of new assignments.', type: 'integer' },
    updated: {
      title: 'Updated',
      description: 'Number of rows whose assignment existed and is now as the row says.',
      type: 'integer',
    },
    failed: { title: 'Failed', description: 'Number of rows that are not stored.', type: 'integer' },
    results: {
      title: 'Results',
      description: 'One result for each row, in the order of the rows.',
      type: 'array',
      items: claimAssignmentRowOut,
    },
  },
} as const;

const batchMembers = {
  on_error: { field: 'onError', title: '', description: '' },
  on_existing: { field: 'onExisting', title: '', description: '' },
  assignments: { field: 'assignments', title: '', description: '' },
} as const;

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
  costOf: (body) => batchCost((body as { assignments?: unknown } | undefined)?.assignments),
  async handle({ body, principal, database }, _pathOf, write) {
    const batch = translate(batchMembers, requireObject(body));
    const { created, updated, failed, at, results } = await assignClaims(
      database,
      principal,
      { ...batch, assignments: translatedRows(batch.assignments) },
      { write },
    );
    const time = new Date(at);
    return {
      body: {
        created,
        updated,
        failed,
        results: results.map((result, index) => rowOut(result, index, time)),
      },
    };
  },
};

/** Rows in the service's names; what is no list of objects is left for the service to refuse. */
function translatedRows(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  return rows.map((row) => (isObject(row) ? translate(rowMembers, row) : row));
}

function isObject(value: unknown): value is UncheckedRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rowOut(result: AssignedClaim, index: number, time: Date): object {
  if (result.problem) {
    const error = rowProblem(result.problem, index, time);
    return { status: error.status, error };
  }
  return { status: result.isNew ? 201 : 200, assignment: claimAssignmentOut(result.assignment) };
}

/** The document of the single operation, whose places are those of the row. */
function rowProblem(problem: Problem, index: number, time: Date): ProblemDocument {
  return problemDocument(
    problem,
    ({ path: [field, ...rest] }) => [
      'body',
      'assignments',
      index,
      ...(field === undefined ? [] : [inSnakeCase(field)]),
      ...rest,
    ],
    time,
  );
}
