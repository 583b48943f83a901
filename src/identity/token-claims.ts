import type { JWTPayload } from 'jose';
import { readUuid } from '../codecs/short-id.js';
import type { Role } from '../entities/api-key.js';

/** What a verified token says of its bearer, in our terms. */
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
 * Reads the claims of a verified token (docs/contract.md, "Bearer tokens"). Undefined when its subject cannot
 * be written into history, or no organization is named.
 */
export function readTokenClaims(payload: JWTPayload, organizationClaim: string): TokenClaims | undefined {
  const subject = payload.sub;
  const organization = payload[organizationClaim];
  if (typeof subject !== 'string' || !SUBJECT.test(subject) || typeof organization !== 'string')
    return undefined;
  const organizationId = readUuid(organization);
  return organizationId === null ? undefined : { subject, organizationId, role: roleOf(payload) };
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
