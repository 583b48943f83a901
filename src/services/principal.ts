import type { Role } from '../entities/api-key.js';
import { Problem } from '../errors/problem.js';

/** Kind of credential that a caller showed: one of the key types. */
export type CredentialKind = 'csb' | 'csu' | 'cpk';

/** Who is calling: the one thing that services know of a credential. */
export interface Principal {
  readonly organizationId: string;
  readonly role: Role;
  readonly credential: CredentialKind;
  /** How history names the credential: `key.<id>`, never the secret. */
  readonly actor: string;
}

/** Whether the credential may write anywhere at all (docs/contract.md, "Who may"). */
export function mayWrite(principal: Principal): boolean {
  return principal.role !== 'readonly' && principal.credential !== 'cpk';
}

/** Throws the 403 of a credential that can never write. */
export function requireWriter(principal: Principal): void {
  if (!mayWrite(principal)) throw new Problem('forbidden', 'This credential may read but not write.');
}

/** The organization whose evidence and history the caller may read; null for none. */
export function evidenceReader({ credential, organizationId }: Principal): string | null {
  return credential === 'cpk' ? null : organizationId;
}

/** Whether evidence and history of this organization's products are shown to the caller. */
export function maySeeEvidence(principal: Principal, organizationId: string): boolean {
  return evidenceReader(principal) === organizationId;
}
