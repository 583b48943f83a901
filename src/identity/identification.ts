import { wrongCredential, wrongToken } from '../errors/credential-problems.js';
import type { Principal } from '../services/principal.js';
import type { ApiKeys } from './api-keys.js';
import type { BearerTokens } from './bearer-tokens.js';
import type { Sessions } from './sessions.js';
import type { VerificationGuard } from './verification-guard.js';

/** The credentials of a request, as they were sent. */
export interface ShownCredentials {
  /** `X-API-Key`. Node joins repeated headers, so that two keys are one that is malformed. */
  readonly apiKey: string | undefined;
  /** `Authorization`. */
  readonly authorization: string | undefined;
  /** Cookie `sessionid`; two of them are joined, so that they are one that is malformed. */
  readonly sessionId: string | undefined;
}

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** Turns credentials of any kind into one principal (docs/contract.md, "Credentials"). */
export class Identification {
  /** @param tokens undefined: no issuer is configured, every bearer token is refused. */
  constructor(
    private readonly keys: ApiKeys,
    private readonly tokens: BearerTokens | undefined,
    private readonly sessions: Sessions,
  ) {}

  /**
   * The caller; undefined without a credential. Of several, the key takes precedence over `Authorization`, which
   * takes precedence over the cookie: the others are ignored, because proxies add their own `Authorization` and generated
   * clients send every scheme that the document names. Throws a 401 if the used one is invalid, a 403 for a token
   * without a scope of this service, and a 503 if the caller cannot be identified now.
   * @param guard called before the verification of a credential that was not verified before; its errors are thrown.
   */
  async identify(
    { apiKey, authorization, sessionId }: ShownCredentials,
    guard: VerificationGuard,
  ): Promise<Principal | undefined> {
    if (apiKey !== undefined) return known(await this.keys.identify(apiKey, guard));
    if (authorization !== undefined) return this.identifyBearer(authorization, guard);
    if (sessionId !== undefined) return known(await this.sessions.identify(sessionId, guard));
    return undefined;
  }

  /** The caller with a cached key, without waiting; undefined for any other credential. */
  recall({ apiKey }: ShownCredentials): Principal | undefined {
    return apiKey === undefined ? undefined : this.keys.recall(apiKey)?.principal;
  }

  private async identifyBearer(authorization: string, guard: VerificationGuard): Promise<Principal> {
    const token = BEARER.exec(authorization)?.[1];
    const principal = token === undefined ? undefined : await this.tokens?.identify(token, guard);
    if (!principal) throw wrongToken();
    return principal;
  }
}

function known(principal: Principal | undefined): Principal {
  if (!principal) throw wrongCredential();
  return principal;
}
