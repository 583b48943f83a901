import { hash } from 'node:crypto';
import { errors, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database.js';
import { insufficientScope } from '../errors/credential-problems.js';
import { Problem } from '../errors/problem.js';
import { CacheCounts, type MeasuredCache } from '../observability/cache-counts.js';
import { tokenAccount } from '../quotas/accounts.js';
import { findOrganizations } from '../services/organizations/find-organizations.js';
import type { Principal } from '../services/principal.js';
import { IssuerKeys, type IssuerLog } from './issuer-keys.js';
import { readTokenClaims } from './token-claims.js';
import { excerptOf, whyRefused } from './token-refusal.js';
import { CLOCK_SKEW_S, verifyToken } from './token-verification.js';
import { type VerificationGuard, verifyAll } from './verification-guard.js';

/** The issuer of accepted bearer tokens. */
export interface BearerSettings {
  /** Identifier of the OpenID Connect issuer, exactly as it stands in its metadata and in `iss`. */
  readonly issuer: string;
  /** The required `aud` of tokens: the name of this service at the issuer. */
  readonly audience: string;
  /** Name of the claim with the organization's id, in either written form. */
  readonly organizationClaim: string;
}

/** A token that was verified. */
interface VerifiedToken {
  readonly principal: Principal;
  /** Milliseconds since the epoch, our tolerance for other clocks included. */
  readonly expiresAt: number;
}

/** Maximum characters of a token. */
const MAX_TOKEN_LENGTH = 8 * 1024;

/** Time to live of a verified token in the cache, at most until it expires. */
const TTL_MS = 60_000;

/** Maximum number of cached tokens. */
const MAX_TOKENS = 10_000;

/**
 * Verifies bearer tokens: JWTs of one OpenID Connect issuer (docs/contract.md, "Bearer tokens"). Verified
 * ones are cached by their hash in a bounded cache; invalid ones never are, so that they cannot fill it.
 */
export class BearerTokens {
  private readonly counts = new CacheCounts();
  private readonly keys: IssuerKeys;
  private readonly verified = new LRUCache<string, VerifiedToken>({
    max: MAX_TOKENS,
    ttl: TTL_MS,
    // As in `ExpiringCache`.
    ttlResolution: 0,
    noDeleteOnStaleGet: true,
  });

  /** @param now milliseconds since the epoch. */
  constructor(
    private readonly settings: BearerSettings,
    private readonly database: Database,
    private readonly log: IssuerLog,
    private readonly now: () => number = Date.now,
  ) {
    this.keys = new IssuerKeys(settings.issuer, log, now);
  }

  /** Cache of verified tokens. */
  get cache(): MeasuredCache {
    const { counts, verified } = this;
    return {
      counts,
      get entries() {
        return verified.size;
      },
    };
  }

  /**
   * The principal of a token; undefined for an invalid one or an unknown organization. Throws
   * a 403 for a token without a scope of ours, a 503 when the issuer's keys are needed and cannot be read.
   */
  async identify(token: string, guard: VerificationGuard = verifyAll): Promise<Principal | undefined> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const name = hash('sha256', token, 'base64');
    const cached = this.verified.get(name);
    if (cached) this.counts.hits += 1;
    else this.counts.misses += 1;
    const found = cached ?? (await this.verifyUncached(token, name, guard));
    return found && found.expiresAt > this.now() ? found.principal : undefined;
  }

  private async verifyUncached(token: string, name: string, guard: VerificationGuard) {
    if (this.verified.peek(name, { allowStale: true }) === undefined) guard();
    const verified = await this.verify(token);
    if (verified) this.verified.set(name, verified);
    else this.verified.delete(name);
    return verified;
  }

  private async verify(token: string): Promise<VerifiedToken | undefined> {
    const payload = await this.payloadOf(token);
    if (!payload) return undefined;
    const claims = readTokenClaims(payload, this.settings.organizationClaim);
    if ('fault' in claims) return this.refuse(claims.fault, { found: claims.found });
    const { subject, organizationId, role } = claims;
    const [organization] = await findOrganizations(this.database, [organizationId]);
    if (!organization) return this.refuse('its organization is unknown', { found: organizationId });
    if (!role) throw insufficientScope();
    return {
      principal: {
        organizationId,
        role,
        credential: 'token',
        publishable: false,
        actor: `token.${subject}`,
        quota: tokenAccount(this.settings.issuer, subject),
      },
      expiresAt: (payload.exp + CLOCK_SKEW_S) * 1000,
    };
  }

  private async payloadOf(token: string): Promise<(JWTPayload & { exp: number }) | undefined> {
    const { issuer, audience } = this.settings;
    try {
      return await verifyToken(token, this.keys.find, { issuer, audience, now: this.now() });
    } catch (error) {
      if (error instanceof Problem) throw error;
      // A key of the issuer that cannot be used: the operator must know it, and the token is invalid.
      if (!(error instanceof errors.JOSEError))
        this.log.warn({ err: error }, 'a bearer token was not verified');
      else this.refuse(...whyRefused(error, token, { issuer, audience }));
      return undefined;
    }
  }

  /**
   * Logs the reason for which a token is refused, which the response does not contain. The logger of `claims serve`
   * writes at most one line of a kind per second. The token itself is never logged.
   */
  private refuse(reason: string, facts: object): undefined {
    this.log.warn(excerptOf(facts), `a bearer token was refused: ${reason}`);
  }
}
