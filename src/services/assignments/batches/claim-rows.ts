import type { ClaimAssignmentRecord, ClaimRecord } from '../../records.js';
import type { AssignClaimInput } from '../assign-claim-input.js';
import type { AssignmentKey, KeyPlaces } from '../assignment-key.js';
import { alreadyAssigned, claimNotFound, notAssigned } from '../assignment-problems.js';
import { inStoredOrder } from '../initial-changes.js';
import type { UpdatedAssignment } from './assign-or-update-statement.js';
import { repeatedRow } from './batch-problems.js';
import type { RowProblems } from './row-refusals.js';

/** What a batch reads of an assignment that existed. Evidence is null where it was not asked for. */
export type StoredClaim = Pick<
  ClaimAssignmentRecord,
  'source' | 'validFrom' | 'expirationDate' | 'evidenceUrl' | 'evidenceNote' | 'metadata'
>;

export const claimRowProblems: RowProblems<KeyPlaces> = {
  notFound: claimNotFound,
  alreadyAssigned,
  notAssigned,
  repeated: ({ claim }) => repeatedRow(claim, 'claim'),
};

/** What a row has created, as the single operation returns it. */
export function createdAssignment(
  { gtin, source, validFrom, expirationDate, evidenceUrl, evidenceNote, metadata }: AssignClaimInput,
  claim: ClaimRecord,
  assignedAt: string,
): ClaimAssignmentRecord {
  return {
    gtin,
    claim,
    source,
    validFrom,
    expirationDate,
    evidenceUrl,
    evidenceNote,
    metadata: inStoredOrder(metadata),
    createdAt: assignedAt,
    updatedAt: assignedAt,
  };
}

/** An assignment that existed, after the changes of a row. */
export function updatedAssignment(
  { gtin }: AssignmentKey,
  claim: ClaimRecord,
  { place: _, ...stored }: UpdatedAssignment<StoredClaim>,
): ClaimAssignmentRecord {
  return { gtin, claim, ...stored };
}
