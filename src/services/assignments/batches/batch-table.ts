import type { EventTable } from '../../../database/event-tables.js';
import type { AssignmentValues } from '../assign-claim-input.js';
import type { AssignmentField } from '../assignment-field.js';
import { assignmentFields } from '../assignment-fields.js';

/** A table of assignments that batches write. Their statements are generated from it. */
export interface BatchTable<Name extends string = string> {
  readonly name: string;
  /** Its history. */
  readonly events: EventTable;
  /** The column that is its key beside `gtin`: what is assigned to the product. */
  readonly key: string;
  /** The columns that callers set. */
  readonly fields: readonly AssignmentField<Name>[];
  /** Fields whose bytes count against the limit of what the existing rows of a batch may hold. */
  readonly countedFields: readonly string[];
  /** Those of them that are only counted and returned if the caller asks for them. */
  readonly optionalFields: readonly string[];
}

/** The assignments of claims. */
export const claimAssignments: BatchTable<keyof AssignmentValues> = {
  name: 'claim_assignment',
  events: 'claim_assignment_event',
  key: 'claim_id',
  fields: assignmentFields,
  countedFields: ['metadata', 'evidenceUrl', 'evidenceNote'],
  optionalFields: ['evidenceUrl', 'evidenceNote'],
};
