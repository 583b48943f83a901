import { Problem } from '../errors/problem.js';

/** How a caller may identify itself, as RFC 9110 section 11.6.1 wants it named in a 401. */
const CHALLENGE = { 'www-authenticate': 'ApiKey realm="claims", header="X-API-Key"' };

/** The 401 of a request that shows no credential. */
export function missingCredential(): Problem {
  return new Problem('unauthorized', 'A credential is required: send an API key in X-API-Key.', {
    headers: CHALLENGE,
  });
}

/** The 401 of a credential that is malformed, unknown, revoked or expired; which of them is not told. */
export function wrongCredential(): Problem {
  return new Problem('unauthorized', 'The API key is not valid.', { headers: CHALLENGE });
}
