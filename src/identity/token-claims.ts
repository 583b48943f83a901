import type { JWTPayload } from 'jose';
import { readUuid } from '../codecs/short-id.js';
import type { Role } from '../entities/api-key.js';

/** The problem of the claims of a token with a valid signature, for the log. */
export interface ClaimFault {
  readonly fault: string;
  /** Value of the claim; undefined if it is missing. */
  readonly found: unknown;
}

/** The claims of a verified token that the service uses. */
export interface TokenClaims {
  /** 1 to 255 printable ASCII characters. */
  readonly subject: string;
  /** UUID; whether there is such an organization is not known yet. */
  readonly organizationId: string;
  /** Undefined: the token has none of our scopes. */
  readonly role: Role | undefined;
}

const SUBJECT = /^[\x20-\x7e]{1,255}$/;

/**
 * Reads the claims of a verified token (docs/contract.md, "Bearer tokens"). Returns what is wrong when its subject
 * cannot be written into history, or not exactly one organization is named.
 */
export function readTokenClaims(payload: JWTPayload, organizationClaim: string): TokenClaims | ClaimFault {
  const subject = payload.sub;
  const organization = payload[organizationClaim];
  if (typeof subject !== 'string' || !SUBJECT.test(subject)) {
    return { fault: 'its subject is missing or cannot be written into history', found: subject };
  }
  const id = organizationIdOf(organization);
  const organizationId = id === undefined ? null : readUuid(id);
  if (organizationId === null) {
    const isMissing = organization === undefined;
    return {
      fault: `its claim ${organizationClaim} ${isMissing ? 'is missing' : 'does not hold the id of one organization'}`,
      found: organization,
    };
  }
  return { subject, organizationId, role: roleOf(payload) };
}

/**
 * The id in any form that issuers write it in: a text, a list of one, or Keycloak's map of names to attributes
 * (`{"meadow-foods": {"id": "…"}}`), which has one entry where the bearer acts for one organization.
 */
function organizationIdOf(claim: unknown): string | undefined {
  if (typeof claim === 'string') return claim;
  if (typeof claim !== 'object' || claim === null) return undefined;
  const entries: unknown[] = Object.values(claim);
  const [entry] = entries;
  if (entries.length !== 1) return undefined;
  const id = Array.isArray(claim) ? entry : (entry as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : undefined;
}

function roleOf({ scope, scp }: JWTPayload): Role | undefined {
  const scopes = [...words(scope), ...words(scp)];
  if (scopes.includes('certifications:write')) return 'editor';
  return scopes.includes('certifications:read') ? 'readonly' : undefined;
}

/** Issuers write scopes as one text (RFC 9068, `scope`) or as a list (`scp` of some). */
function words(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value.split(' ');
  return Array.isArray(value) ? value : [];
}
