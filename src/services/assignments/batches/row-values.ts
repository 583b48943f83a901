import type { AssignmentField } from '../assignment-field.js';
import { initialChanges } from '../initial-changes.js';
import { clearsMetadata } from './assign-or-update-statement.js';
import type { UncheckedRow } from './batch-input.js';
import type { BatchPair } from './batch-plan.js';

/** Bytes of the counted fields that the existing rows of a batch may hold: half of what a request may read. */
export const MAX_EXISTING_BYTES = 1024 * 1024;

/**
 * The lists of what each row would create, in the order of `createdColumns`.
 * @param valuesOf the values of a row's fields.
 */
export function createdValues<Input, Name extends string>(
  pairs: readonly BatchPair<Input>[],
  fields: readonly AssignmentField<Name>[],
  valuesOf: (input: Input) => Readonly<Record<Name, unknown>>,
): unknown[] {
  const rows = pairs.map(({ first }) => valuesOf(first.input));
  return [
    ...pairValues(pairs),
    ...fields.map((field) => rows.map((values) => storedForm(field, values[field.name]))),
    rows.map((values) => JSON.stringify(initialChanges(fields, values))),
  ];
}

/** The same with what each row changes of an assignment that exists. */
export function upsertValues<Input, Name extends string>(
  pairs: readonly BatchPair<Input>[],
  fields: readonly AssignmentField<Name>[],
  valuesOf: (input: Input) => Readonly<Record<Name, unknown>>,
): unknown[] {
  return [
    ...createdValues(pairs, fields, valuesOf),
    pairs.map(({ first }) => sentFields(first.sent, fields)),
    pairs.map(({ first }) => JSON.stringify(deletedKeys(first.sent.metadata))),
  ];
}

/** The lists of products and of what is assigned to them. */
export function pairValues(pairs: readonly BatchPair<unknown>[]): unknown[] {
  return [pairs.map(({ gtin }) => gtin), pairs.map(({ assignable }) => assignable?.id ?? null)];
}

/** A value as its list contains it. Items of lists are codes of countries, which need no quotes. */
function storedForm({ type }: AssignmentField, value: unknown): unknown {
  if (type === 'jsonb') return JSON.stringify(value);
  return type === 'text[]' ? `{${(value as readonly string[]).join(',')}}` : value;
}

/** Which fields a row sends, as bits in the order of the fields, and whether it clears metadata. */
function sentFields(sent: UncheckedRow, fields: readonly AssignmentField[]): number {
  const bits = fields.map(({ name }, index) => (sent[name] === undefined ? 0 : 1 << index));
  const { metadata } = sent;
  const clears = metadata !== undefined && Object.keys(metadata ?? {}).length === 0;
  return bits.reduce((sum, bit) => sum | bit, clears ? clearsMetadata(fields) : 0);
}

/** Keys of metadata that are sent with an empty value. */
function deletedKeys(metadata: unknown): string[] {
  return Object.entries(metadata ?? {}).flatMap(([key, value]) => (value === '' ? [key] : []));
}
