import type { Database } from '../../../database/database.js';
import type { Problem } from '../../../errors/problem.js';
import { findKeptOutcome } from '../../idempotency/find-kept-outcome.js';
import type { RepeatableWrite } from '../../idempotency/repeatable-request.js';
import { type Principal, requireWriter } from '../../principal.js';
import type { ClaimRecord } from '../../records.js';
import type { UncheckedInput } from '../../validation/unchecked-input.js';
import { readAssignmentKey } from '../assignment-key.js';
import type { BatchAnswer } from './assign-statement.js';
import { BatchClaims } from './batch-claims.js';
import { type Batch, readBatch } from './batch-input.js';
import { planBatch } from './batch-plan.js';
import { OUTCOMES } from './batch-sql.js';
import { claimAssignments } from './batch-table.js';
import { checkRows } from './checked-rows.js';
import { claimRowProblems } from './claim-rows.js';
import { removeStatement } from './remove-statement.js';
import { removalRefusalOf } from './row-refusals.js';
import { pairValues } from './row-values.js';
import { storeBatch } from './store-batch.js';

/** What has become of a batch of removals. */
export interface RemovedAssignments {
  readonly removed: number;
  /** Rows that have removed nothing. */
  readonly failed: number;
  /** In the order of the batch. */
  readonly results: readonly RemovedRow[];
}

/** What has become of a row: the product (GTIN-14) and the claim (UUID), or the failure of the single operation. */
export type RemovedRow =
  | { readonly gtin: string; readonly claimId: string; readonly problem?: undefined }
  | { readonly problem: Problem };

const removeMany = removeStatement('remove_claim_assignments', claimAssignments);

/**
 * Takes claims off products. Rows fail alone, or, with `rollback`, all of them when one does. Throws the 403 of a credential
 * that cannot write, and the 422 of a batch that is malformed as a whole.
 * @param write present: a repetition returns the outcome that was kept.
 */
export async function removeClaimAssignments(
  database: Database,
  principal: Principal,
  unchecked: UncheckedInput<Omit<Batch, 'onExisting'>>,
  write?: RepeatableWrite,
): Promise<RemovedAssignments> {
  requireWriter(principal);
  const { assignments, onError } = readBatch(unchecked);
  const rows = await checkRows(assignments, readAssignmentKey);
  const kept = write && (await findKeptOutcome<Pick<BatchAnswer, 'outcomes'>>(database, write));
  const keys = rows.flatMap((row) => (row.problem ? [] : row.input));
  const claims = kept
    ? new BatchClaims(kept.context as ClaimRecord[])
    : await BatchClaims.find(database, keys);
  const { pairs, places, mayAllSucceed } = planBatch(
    rows,
    ({ gtin }) => gtin,
    (key) => claims.of(key),
  );
  const { answer } =
    kept ??
    (await storeBatch(database, principal, {
      statement: removeMany,
      events: claimAssignments.events,
      values: pairValues(pairs),
      isAllOrNone: onError === 'rollback',
      mayAllSucceed,
      write,
      context: claims.all,
    }));
  const results = rows.map((row, index): RemovedRow => {
    if (row.problem) return row;
    const place = places[index] as number;
    const { gtin, assignable: claim, first } = pairs[place] as (typeof pairs)[number];
    const outcome = answer.outcomes.charAt(place);
    const isFirst = first === row;
    return claim && isFirst && outcome === OUTCOMES.removed
      ? { gtin, claimId: claim.id }
      : {
          problem: removalRefusalOf(claimRowProblems, outcome, { places: row.input.places, isFirst }),
        };
  });
  const removed = results.filter(({ problem }) => !problem).length;
  return { removed, failed: rows.length - removed, results };
}
