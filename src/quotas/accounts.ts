import { createHash } from 'node:crypto';
import { addressBlock } from '../codecs/address-block.js';
import type { QuotaAccount } from '../services/principal.js';

/** Default numbers of requests (docs/contract.md, "Quotas"). */
export const quotaDefaults = { perMinute: 300, publishablePerMinute: 100, perDay: 10_000 } as const;

/** The limits of a key; 0: the default. */
export interface KeyQuota {
  /** Short id of the key. */
  readonly id: string;
  readonly publishable: boolean;
  readonly perMinute: number;
  readonly perDay: number;
}

/** The account of an API key, and of the sessions that it opened. */
export function keyAccount({ id, publishable, perMinute, perDay }: KeyQuota): QuotaAccount {
  const { publishablePerMinute, perMinute: usual } = quotaDefaults;
  return {
    kind: 'key',
    name: `key.${id}`,
    perMinute: perMinute || (publishable ? publishablePerMinute : usual),
    perDay: perDay || quotaDefaults.perDay,
  };
}

/** The account of a bearer token: all tokens of one subject of one issuer share it. */
export function tokenAccount(issuer: string, subject: string): QuotaAccount {
  const name = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
  return {
    kind: 'token',
    name: `token.${name}`,
    perMinute: quotaDefaults.perMinute,
    perDay: quotaDefaults.perDay,
  };
}

/** Maximum requests of an address without a valid credential in a minute. */
export const ADDRESS_PER_MINUTE = 60;

/** The account of callers without a valid credential: their address. */
export function addressAccount(address: string | undefined, perMinute: number): QuotaAccount {
  return { kind: 'address', name: `address.${addressBlock(address)}`, perMinute, perDay: undefined };
}
