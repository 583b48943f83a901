import { shortId } from '../codecs/short-id.js';
import type { ClaimAssignmentRecord } from '../services/records.js';

/**
 * `ClaimAssignmentOut` of the published specification: the claim's fields and those of its assignment.
 * `id` is the claim's. Evidence is accepted but never given here.
 */
export function claimAssignmentOut({ claim, ...assignment }: ClaimAssignmentRecord) {
  return {
    metadata: assignment.metadata,
    id: shortId(claim.id),
    label: claim.label,
    code: claim.code,
    category: claim.category,
    source: assignment.source,
    valid_from: assignment.validFrom,
    expiration_date: assignment.expirationDate,
  };
}
