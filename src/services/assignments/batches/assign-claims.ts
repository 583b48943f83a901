import type { Database } from '../../../database/database.js';
import type { Problem } from '../../../errors/problem.js';
import { findKeptOutcome } from '../../idempotency/find-kept-outcome.js';
import type { RepeatableWrite } from '../../idempotency/repeatable-request.js';
import { type Principal, requireWriter } from '../../principal.js';
import type { ClaimAssignmentRecord, ClaimRecord } from '../../records.js';
import type { UncheckedInput } from '../../validation/unchecked-input.js';
import { type AssignClaimInput, readAssignClaimInput } from '../assign-claim-input.js';
import { assignNew, type BatchAnswer } from './assign-claims-statement.js';
import { createdValues, MAX_EXISTING_BYTES, upsertValues } from './assign-claims-values.js';
import { assignOrUpdate, type UpdatedAssignment, type UpsertAnswer } from './assign-or-update-statement.js';
import { BatchClaims } from './batch-claims.js';
import { type Batch, readBatch } from './batch-input.js';
import { type BatchPlan, planBatch } from './batch-plan.js';
import { createdAssignment, refusalOf, updatedAssignment } from './batch-rows.js';
import { OUTCOMES } from './batch-sql.js';
import { type CheckedRow, checkRows } from './checked-rows.js';
import { type BatchOutcome, storeBatch } from './store-batch.js';

/** What has become of a batch of assignments. */
export interface AssignedClaims {
  readonly created: number;
  /** Rows that existed and are now as the batch sends them, changed or not. */
  readonly updated: number;
  /** Rows that are not stored. */
  readonly failed: number;
  /** When the batch was executed, in milliseconds since the epoch. */
  readonly at: number;
  /** In the order of the batch. */
  readonly results: readonly AssignedClaim[];
}

/** What has become of a row: an assignment, or the failure of the single operation. */
export type AssignedClaim =
  | { readonly assignment: ClaimAssignmentRecord; readonly isNew: boolean; readonly problem?: undefined }
  | { readonly problem: Problem; readonly assignment?: undefined };

/** What a repetition needs beside the answer of the statement. */
interface Context {
  readonly claims: readonly ClaimRecord[];
  readonly at: number;
}

/** How a batch is executed. */
export interface BatchOptions {
  /** Present: a repetition returns the outcome that was kept. */
  readonly write?: RepeatableWrite | undefined;
  /** Whether evidence of assignments that existed is read. */
  readonly readsEvidence?: boolean;
}

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
  const kept = write && (await findKeptOutcome<UpsertAnswer>(database, write));
  const context = (kept?.context as Context | undefined) ?? {
    claims: await claimsOf(database, rows),
    at: Date.now(),
  };
  const plan = planBatch(rows, new BatchClaims(context.claims));
  const outcome =
    kept ??
    (await storeBatch<UpsertAnswer | BatchAnswer>(database, principal, {
      statement: isUpsert ? assignOrUpdate : assignNew,
      values: isUpsert
        ? [...upsertValues(plan.pairs), readsEvidence, MAX_EXISTING_BYTES]
        : createdValues(plan.pairs),
      isAllOrNone: onError === 'rollback',
      mayAllSucceed: plan.mayAllSucceed,
      write,
      context,
    }));
  return summary(rows, plan, outcome, isUpsert);
}

/** The claims that the valid rows name. */
async function claimsOf(
  database: Database,
  rows: readonly CheckedRow<AssignClaimInput>[],
): Promise<readonly ClaimRecord[]> {
  const keys = rows.flatMap((row) => (row.problem ? [] : row.input));
  return keys.length === 0 ? [] : (await BatchClaims.find(database, keys)).all;
}

function summary(
  rows: readonly CheckedRow<AssignClaimInput>[],
  { pairs, places }: BatchPlan<AssignClaimInput>,
  outcome: BatchOutcome<BatchAnswer & { readonly updated?: readonly UpdatedAssignment[] | null }>,
  isUpsert: boolean,
): AssignedClaims {
  const { outcomes, assignedAt, updated } = outcome.answer;
  // Of a repetition, the claims as they were then.
  const { at } = outcome.context as Context;
  const existing = new Map(updated?.map((assignment) => [assignment.place, assignment]));
  const results = rows.map((row, index): AssignedClaim => {
    if (row.problem) return row;
    const place = places[index] as number;
    const pair = pairs[place];
    const letter = outcomes.charAt(place);
    const isFirst = pair?.first === row;
    if (pair?.claim && isFirst && letter === OUTCOMES.created) {
      return { assignment: createdAssignment(row.input, pair.claim, assignedAt), isNew: true };
    }
    const stored = existing.get(place + 1);
    if (pair?.claim && isFirst && stored) {
      return { assignment: updatedAssignment(row.input, pair.claim, stored), isNew: false };
    }
    return { problem: refusalOf(letter, row, isFirst, isUpsert) };
  });
  const count = (isNew: boolean) =>
    results.filter((result) => result.assignment && result.isNew === isNew).length;
  const [created, changed] = [count(true), count(false)];
  return { created, updated: changed, failed: rows.length - created - changed, at, results };
}
