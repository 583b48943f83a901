import type { Database } from '../../../database/database.js';
import { findKeptOutcome } from '../../idempotency/find-kept-outcome.js';
import type { RepeatableWrite } from '../../idempotency/repeatable-request.js';
import { type Principal, requireWriter } from '../../principal.js';
import type { ClaimAssignmentRecord, ClaimRecord } from '../../records.js';
import type { UncheckedInput } from '../../validation/unchecked-input.js';
import { type AssignClaimInput, readAssignClaimInput } from '../assign-claim-input.js';
import { assignOrUpdateStatement, type UpsertAnswer } from './assign-or-update-statement.js';
import { assignStatement, type BatchAnswer } from './assign-statement.js';
import { type AssignedRow, type AssignedRows, assignedRows } from './assigned-rows.js';
import { BatchClaims } from './batch-claims.js';
import { type Batch, readBatch } from './batch-input.js';
import { planBatch } from './batch-plan.js';
import { tooMuchStored } from './batch-problems.js';
import { claimAssignments } from './batch-table.js';
import { type CheckedRow, checkRows } from './checked-rows.js';
import { claimRowProblems, createdAssignment, type StoredClaim, updatedAssignment } from './claim-rows.js';
import { refusalOf } from './row-refusals.js';
import { createdValues, MAX_EXISTING_BYTES, upsertValues } from './row-values.js';
import { storeBatch } from './store-batch.js';

/** What has become of a batch of assignments. */
export interface AssignedClaims extends AssignedRows<ClaimAssignmentRecord> {
  /** When the batch was executed, in milliseconds since the epoch. */
  readonly at: number;
}

/** What has become of a row: an assignment, or the failure of the single operation. */
export type AssignedClaim = AssignedRow<ClaimAssignmentRecord>;

/** What a repetition needs beside the answer of the statement. */
interface Context {
  readonly claims: readonly ClaimRecord[];
  readonly at: number;
}

type Answer = BatchAnswer & Partial<UpsertAnswer<StoredClaim>>;

/** How a batch is executed. */
export interface BatchOptions {
  /** Present: a repetition returns the outcome that was kept. */
  readonly write?: RepeatableWrite | undefined;
  /** Whether evidence of assignments that existed is read. */
  readonly readsEvidence?: boolean;
}

const assignNew = assignStatement('assign_claims', claimAssignments);
const assignOrUpdate = assignOrUpdateStatement<StoredClaim>('assign_or_update_claims', claimAssignments);

/** A row contains the values of the fields. */
const valuesOf = (input: AssignClaimInput) => input;

/**
 * Says of many products that they carry claims. Rows fail alone, or, with `rollback`, all of them when one does. Throws the
 * 403 of a credential that cannot write, and the 422 of a batch that is malformed as a whole.
 */
export async function assignClaims(
  database: Database,
  principal: Principal,
  unchecked: UncheckedInput<Batch>,
  { write, readsEvidence = false }: BatchOptions = {},
): Promise<AssignedClaims> {
  requireWriter(principal);
  const { assignments, onError, onExisting } = readBatch(unchecked);
  const rows = await checkRows(assignments, readAssignClaimInput);
  const isUpsert = onExisting === 'update';
  const kept = write && (await findKeptOutcome<Answer>(database, write));
  const context = (kept?.context as Context | undefined) ?? {
    claims: await claimsOf(database, rows),
    at: Date.now(),
  };
  const claims = new BatchClaims(context.claims);
  const plan = planBatch(
    rows,
    ({ gtin }) => gtin,
    (input) => claims.of(input),
  );
  const { fields, events } = claimAssignments;
  const outcome =
    kept ??
    (await storeBatch<Answer>(database, principal, {
      statement: isUpsert ? assignOrUpdate : assignNew,
      events,
      values: isUpsert
        ? [...upsertValues(plan.pairs, fields, valuesOf), readsEvidence, MAX_EXISTING_BYTES]
        : createdValues(plan.pairs, fields, valuesOf),
      isAllOrNone: onError === 'rollback',
      mayAllSucceed: plan.mayAllSucceed,
      tooMuchStored: () => tooMuchStored('metadata and evidence'),
      write,
      context,
    }));
  const results = assignedRows(rows, plan, outcome.answer, {
    created: createdAssignment,
    updated: updatedAssignment,
    refused: (letter, { input, sent }, isFirst) =>
      refusalOf(claimRowProblems, letter, { places: input.places, sent, isFirst, isUpsert }),
  });
  // Of a repetition, the claims and the time as they were then.
  return { ...results, at: (outcome.context as Context).at };
}

/** The claims that the valid rows name. */
async function claimsOf(
  database: Database,
  rows: readonly CheckedRow<AssignClaimInput>[],
): Promise<readonly ClaimRecord[]> {
  const keys = rows.flatMap((row) => (row.problem ? [] : row.input));
  return keys.length === 0 ? [] : (await BatchClaims.find(database, keys)).all;
}
