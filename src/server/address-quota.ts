import { addressAccount } from '../quotas/accounts.js';
import type { Quotas } from '../quotas/quotas.js';
import { rateLimited } from '../quotas/rate-limited.js';
import type { QuotaAccount } from '../services/principal.js';

/** The quota of requests without a valid credential, by address. */
export class AddressQuota {
  /** @param perMinute maximum requests of one address in a minute. */
  constructor(
    private readonly quotas: Quotas,
    private readonly perMinute: number,
  ) {}

  accountOf(address: string): QuotaAccount {
    return addressAccount(address, this.perMinute);
  }

  /** Throws the 429 of an address whose quota is spent. */
  refuseIfSpent(address: string): void {
    const spent = this.quotas.spent(this.accountOf(address));
    if (spent) throw rateLimited(spent, 1);
  }
}
