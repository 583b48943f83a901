import { Problem } from './problem.js';

/** The challenges of a 401 (RFC 9110 section 11.6.1): all ways to authenticate. */
const API_KEY = 'ApiKey realm="claims", header="X-API-Key"';
const BEARER = 'Bearer realm="claims"';

/** The 401 of a request without a credential. */
export function missingCredential(): Problem {
  return unauthorized(
    'A credential is required: an API key in X-API-Key, a bearer token in Authorization, or the cookie of a session.',
    BEARER,
  );
}

/**
 * The 401 of an invalid key or session: malformed, unknown, revoked or expired. The response does not distinguish them.
 */
export function wrongCredential(): Problem {
  return unauthorized('The credential is not valid.', BEARER);
}

/**
 * The 401 of an invalid bearer token, with the `error` of RFC 6750 section 3.1. The response does not contain the
 * reason.
 */
export function wrongToken(): Problem {
  return unauthorized('The credential is not valid.', `${BEARER}, error="invalid_token"`);
}

/** The 403 of a valid bearer token that has none of our scopes, as RFC 6750 section 3.1 describes it. */
export function insufficientScope(): Problem {
  return new Problem(
    'forbidden',
    'The token has neither scope certifications:read nor certifications:write.',
    {
      headers: {
        'www-authenticate': `${BEARER}, error="insufficient_scope", scope="certifications:read"`,
      },
    },
  );
}

function unauthorized(detail: string, bearerChallenge: string): Problem {
  return new Problem('unauthorized', detail, {
    headers: { 'www-authenticate': `${API_KEY}, ${bearerChallenge}` },
  });
}
