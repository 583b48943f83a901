import { readId } from '../../codecs/short-id.js';
import type { AssignClaimInput, UncheckedInput } from '../../services/assign-claim-input.js';
import { requireObject } from '../request-body.js';

/** Translates `ClaimAssignmentCreateIn` into the service's input. Unknown members are ignored. */
export function assignClaimInput(gtin: string, body: unknown): UncheckedInput<AssignClaimInput> {
  const { claim_id: claimId, ...members } = requireObject(body);
  return {
    gtin,
    claimId: typeof claimId === 'string' ? readId(claimId) : claimId,
    source: members.source,
    validFrom: members.valid_from,
    expirationDate: members.expiration_date,
    evidenceUrl: members.evidence_url,
    evidenceNote: members.evidence_note,
    metadata: members.metadata,
  };
}
