import type { UpdatedAssignment } from '../../assignments/batches/assign-or-update-statement.js';
import { repeatedRow } from '../../assignments/batches/batch-problems.js';
import type { BatchTable } from '../../assignments/batches/batch-table.js';
import type { RowProblems } from '../../assignments/batches/row-refusals.js';
import { inStoredOrder } from '../../assignments/initial-changes.js';
import type { CertificationAssignmentRecord, CertificationRecord } from '../../records.js';
import type {
  AssignCertificationInput,
  CertificationAssignmentValues,
} from '../assign-certification-input.js';
import { certificationAssignmentFields } from '../certification-assignment-fields.js';
import type { CertificationKeyPlaces } from '../certification-assignment-key.js';
import {
  alreadyCertified,
  certificationNotFound,
  notCertified,
} from '../certification-assignment-problems.js';

/** The assignments of certifications. All texts count, because together they can be as large as the scope. */
export const certificationAssignments: BatchTable<keyof CertificationAssignmentValues> = {
  name: 'certification_assignment',
  events: 'certification_assignment_event',
  key: 'certification_id',
  fields: certificationAssignmentFields,
  countedFields: certificationAssignmentFields.filter(({ type }) => type !== 'date').map(({ name }) => name),
  optionalFields: ['scope'],
};

/** What a batch reads of an assignment that existed. The scope is null where it was not asked for: no one reads it then. */
export type StoredCertification = CertificationAssignmentValues;

export const certificationRowProblems: RowProblems<CertificationKeyPlaces> = {
  notFound: certificationNotFound,
  alreadyAssigned: alreadyCertified,
  notAssigned: notCertified,
  repeated: ({ certification }) => repeatedRow(certification, 'certification'),
};

/** What a row has created, as the single operation returns it. */
export function createdAssignment(
  { key: { gtin }, values }: AssignCertificationInput,
  certification: CertificationRecord,
  assignedAt: string,
): CertificationAssignmentRecord {
  const metadata = inStoredOrder(values.metadata);
  return { gtin, certification, ...values, metadata, createdAt: assignedAt, updatedAt: assignedAt };
}

/** An assignment that existed, after the changes of a row. */
export function updatedAssignment(
  { key: { gtin } }: AssignCertificationInput,
  certification: CertificationRecord,
  { place: _, ...stored }: UpdatedAssignment<StoredCertification>,
): CertificationAssignmentRecord {
  return { gtin, certification, ...stored };
}
