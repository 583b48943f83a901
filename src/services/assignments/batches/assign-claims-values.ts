import type { AssignClaimInput, AssignmentValues } from '../assign-claim-input.js';
import type { AssignmentField } from '../assignment-field.js';
import { assignmentFields } from '../assignment-fields.js';
import { initialChanges } from '../initial-changes.js';
import { CLEARS_METADATA } from './assign-or-update-statement.js';
import type { BatchPair } from './batch-plan.js';

/** Bytes of metadata, and of evidence that is read, that the existing rows of a batch may hold: half of what a request may read. */
export const MAX_EXISTING_BYTES = 1024 * 1024;

type Pairs = readonly BatchPair<AssignClaimInput>[];

/** The lists of what each row would create, in the order of `createdColumns`. */
export function createdValues(pairs: Pairs): unknown[] {
  const inputs = pairs.map(({ first }) => first.input);
  return [
    ...pairValues(pairs),
    ...assignmentFields.map((field) => inputs.map((input) => storedForm(field, input))),
    inputs.map((input) => JSON.stringify(initialChanges(input))),
  ];
}

/** The same with what each row changes of an assignment that exists. */
export function upsertValues(pairs: Pairs): unknown[] {
  return [
    ...createdValues(pairs),
    pairs.map(({ first }) => sentFields(first.sent)),
    pairs.map(({ first }) => JSON.stringify(deletedKeys(first.sent.metadata))),
  ];
}

/** The lists of products and claims. */
export function pairValues(pairs: readonly BatchPair<unknown>[]): unknown[] {
  return [pairs.map(({ gtin }) => gtin), pairs.map(({ claim }) => claim?.id ?? null)];
}

function storedForm(
  { name, type }: AssignmentField<keyof AssignmentValues>,
  input: AssignClaimInput,
): unknown {
  return type === 'jsonb' ? JSON.stringify(input[name]) : input[name];
}

/** Which fields a row sends, as bits in the order of the fields, and whether it clears metadata. */
function sentFields(sent: Readonly<Record<string, unknown>>): number {
  const bits = assignmentFields.map(({ name }, index) => (sent[name] === undefined ? 0 : 1 << index));
  const { metadata } = sent;
  const clears = metadata !== undefined && Object.keys(metadata ?? {}).length === 0;
  return bits.reduce((sum, bit) => sum | bit, clears ? CLEARS_METADATA : 0);
}

/** Keys of metadata that are sent with an empty value. */
function deletedKeys(metadata: unknown): string[] {
  return Object.entries(metadata ?? {}).flatMap(([key, value]) => (value === '' ? [key] : []));
}
