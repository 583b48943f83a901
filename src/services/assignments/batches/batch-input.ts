import type { UncheckedInput } from '../../validation/unchecked-input.js';
import { validator } from '../../validation/validator.js';

/** Maximum rows of a batch. */
export const MAX_BATCH_ROWS = 1_000;

/** What becomes of a batch of which a row fails: its other rows are stored, or none is. */
export const batchErrorPolicies = ['continue', 'rollback'] as const;
export type BatchErrorPolicy = (typeof batchErrorPolicies)[number];

/** What becomes of a row whose product carries the claim already: it fails, or changes what it sends. */
export const existingPolicies = ['conflict', 'update'] as const;
export type ExistingPolicy = (typeof existingPolicies)[number];

/** A batch whose rows are not checked yet. */
export interface Batch {
  readonly assignments: readonly UncheckedRow[];
  readonly onError?: BatchErrorPolicy;
  readonly onExisting?: ExistingPolicy;
}

/** A row as the APIs pass it on. */
export type UncheckedRow = Readonly<Record<string, unknown>>;

/** The rules of a batch as a whole. A row by itself is checked as the input of the single operation. */
export const batchSchema = {
  type: 'object',
  required: ['assignments'],
  properties: {
    onError: { type: 'string', enum: batchErrorPolicies },
    onExisting: { type: 'string', enum: existingPolicies },
    assignments: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_BATCH_ROWS,
      items: { type: 'object' },
    },
  },
} as const;

const check = validator(batchSchema);

/** Checks a batch apart from what its rows contain. Throws the 422 with every issue. */
export function readBatch(unchecked: UncheckedInput<Batch>): Required<Batch> {
  check(unchecked);
  const { assignments, onError = 'continue', onExisting = 'conflict' } = unchecked as Batch;
  return { assignments, onError, onExisting };
}
