import type { Role } from '../entities/api-key.js';
import { Problem } from '../errors/problem.js';

/** Kind of credential of a request: one of the key types, a bearer token, a browser's session. */
export type CredentialKind = 'csb' | 'csu' | 'cpk' | 'token' | 'session';

/** The caller: all that services know of a credential. */
export interface Principal {
  readonly organizationId: string;
  readonly role: Role;
  readonly credential: CredentialKind;
  /** Whether the credential is public: it never writes, and reads neither evidence nor history. */
  readonly publishable: boolean;
  /** How history names the credential: `key.<id>` or `token.<subject>`, never the secret. */
  readonly actor: string;
  readonly quota: QuotaAccount;
}

/** What an account of a quota belongs to: an API key and its sessions, the subject of bearer tokens, or an address. */
export const accountKinds = ['key', 'token', 'address'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** An account of requests that are counted together, with its limits. */
export interface QuotaAccount {
  readonly kind: AccountKind;
  /** Unique among all accounts: `key.<id>`, `token.<hash>`, `address.<address>`. */
  readonly name: string;
  readonly perMinute: number;
  /** Undefined: only minutes are counted. */
  readonly perDay: number | undefined;
}

/** Whether the credential can write at all (docs/contract.md, "Authorization"). */
export function mayWrite({ role, publishable }: Principal): boolean {
  return role !== 'readonly' && !publishable;
}

/** Throws the 403 of a credential that can never write. */
export function requireWriter(principal: Principal): void {
  if (!mayWrite(principal)) throw new Problem('forbidden', 'This credential may read but not write.');
}

/** The organization whose evidence and history the caller may read; null for none. */
export function evidenceReader({ publishable, organizationId }: Principal): string | null {
  return publishable ? null : organizationId;
}

/** Throws the 403 of a publishable credential, which reads no history. */
export function requireHistoryReader({ publishable }: Principal): void {
  if (publishable) throw new Problem('forbidden', 'Publishable keys cannot read changes.');
}

/** Whether evidence and history of this organization's products are shown to the caller. */
export function maySeeEvidence(principal: Principal, organizationId: string): boolean {
  return evidenceReader(principal) === organizationId;
}
