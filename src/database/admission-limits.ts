import { MAX_READS_PER_BATCH } from './pipeline/pipeline.js';
import type { Statement } from './statement.js';
import type { LimitedKind } from './statement-admission.js';

/** Longest wait of a statement for its turn, in milliseconds: as long as for a connection. */
const ADMISSION_TIMEOUT_MS = 5_000;

/** Statements of one account that may wait for their turn: those with a connection of their own, and shared reads. */
const QUEUED_PER_ACCOUNT = { alone: 1_000, reads: 5_000 } as const;

/** The part of the pool on which batches of writes run: they may wait for one another. */
const SHARE_FOR_BATCHES = 0.3;

/** Limits of statements with a connection of their own: at most half of the pool for one account. */
export function admissionLimits(poolSize: number) {
  const half = Math.max(1, Math.floor(poolSize / 2));
  const batches = Math.max(1, Math.floor(poolSize * SHARE_FOR_BATCHES));
  return {
    perRequest: Math.min(3, half),
    perAccount: half,
    byKind: {
      searches: { total: Math.min(2, half), perAccount: 1 },
      largeRows: { total: Math.min(3, half), perAccount: 1 },
      batches: { total: batches, perAccount: Math.ceil(batches / 2) },
    },
    queuedPerAccount: QUEUED_PER_ACCOUNT.alone,
    waitMs: ADMISSION_TIMEOUT_MS,
  };
}

/** Limits of batched reads: for one account at most the number that fits into the batches of half of the pool. */
export function readAdmissionLimits(poolSize: number) {
  const { perRequest: _, ...limits } = admissionLimits(poolSize);
  return {
    ...limits,
    perAccount: limits.perAccount * MAX_READS_PER_BATCH,
    queuedPerAccount: QUEUED_PER_ACCOUNT.reads,
  };
}

/** Of a statement that only the limits of all statements apply to. */
export const NO_KINDS: readonly LimitedKind[] = [];

const BATCH: readonly LimitedKind[] = ['batches'];

/** The kinds of a statement that have limits of their own. */
export function kindsOf({ isSearch, hasLargeRows, isBatch }: Statement<unknown>): readonly LimitedKind[] {
  if (isBatch) return BATCH;
  if (!isSearch && !hasLargeRows) return NO_KINDS;
  return [...(isSearch ? ['searches' as const] : []), ...(hasLargeRows ? ['largeRows' as const] : [])];
}
