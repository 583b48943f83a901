import { MAX_BATCH_ROWS } from './batch-input.js';

/** Rows of a batch that count as one request of the quota (docs/contract.md, "Quotas"). */
const ROWS_PER_REQUEST = 100;

/**
 * How many requests of the quota a batch counts as, known before it is checked: one for each started hundred of rows.
 * @param rows the list of rows, whatever was sent in its place.
 */
export function batchCost(rows: unknown): number {
  const count = Array.isArray(rows) ? Math.min(rows.length, MAX_BATCH_ROWS) : 1;
  return Math.max(1, Math.ceil(count / ROWS_PER_REQUEST));
}
