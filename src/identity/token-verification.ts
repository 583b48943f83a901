import { errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';

/**
 * Signatures that are accepted: those with a private key only. With a shared secret (HS256) the issuer's
 * public key could be passed off as one, and `none` is no signature (RFC 8725 section 3.1).
 */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512'],
  ...['PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'],
];

/** Maximum difference between our clock and the issuer's, in seconds. */
export const CLOCK_SKEW_S = 60;

/** Issuer and audience that a token must have. */
export interface TokenExpectations {
  readonly issuer: string;
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Checks the signature of a JWT, its issuer, audience, `exp` and `nbf`. Returns its payload, with an `exp` that
 * is a number. Throws jose's errors for an invalid token, and those of `findKey`.
 */
export async function verifyToken(
  token: string,
  findKey: JWTVerifyGetKey,
  { issuer, audience, now }: TokenExpectations,
): Promise<JWTPayload & { exp: number }> {
  const options: JWTVerifyOptions = {
    algorithms: ALGORITHMS,
    issuer,
    audience,
    clockTolerance: CLOCK_SKEW_S,
    currentDate: new Date(now),
    requiredClaims: ['exp', 'sub'],
  };
  const { payload } = await jwtVerify(token, findKey, options).catch((error) => {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyWithAny(token, error, options);
    throw error;
  });
  return payload as JWTPayload & { exp: number };
}

/** A token that does not name its key may have been signed with any that fits. */
async function verifyWithAny(
  token: string,
  candidates: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
) {
  for await (const key of candidates) {
    try {
      return await jwtVerify(token, key, options);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}
