import { decodeJwt, type errors, type JWTPayload } from 'jose';

/** Maximum characters of a claim in the log, because its author is untrusted. */
const MAX_FACT_LENGTH = 200;

/**
 * The reason for which jose refuses a token, for the operator, with actual and expected values.
 * @param expected issuer and audience as configured
 */
export function whyRefused(
  error: errors.JOSEError,
  token: string,
  expected: { readonly issuer: string; readonly audience: string },
): [reason: string, facts: object] {
  const { iss, aud } = unverifiedClaims(token);
  // A token of another issuer already fails at its key, which is less specific.
  if (iss !== undefined && iss !== expected.issuer) {
    return ['its issuer is not OAUTH_ISSUER', { found: iss, expected: expected.issuer }];
  }
  const { claim } = error as { readonly claim?: unknown };
  if (claim === 'aud')
    return ['its audience is not OAUTH_AUDIENCE', { found: aud, expected: expected.audience }];
  if (claim !== undefined)
    return [`its claim ${String(claim)} is missing or not fulfilled`, { code: error.code }];
  return ['it is malformed or not signed by the issuer', { code: error.code }];
}

/** Facts with long values cut, as JSON texts. */
export function excerptOf(facts: object): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value.slice(0, MAX_FACT_LENGTH)
        : JSON.stringify(value)?.slice(0, MAX_FACT_LENGTH),
    ]),
  );
}

function unverifiedClaims(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}
