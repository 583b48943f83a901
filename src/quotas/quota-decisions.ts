import type { AccountKind } from '../services/principal.js';

/** How many requests the accounts of one kind were allowed and refused. */
interface Decisions {
  allowed: number;
  refused: number;
}

/** Counts decisions by kind of account, never by account: plain numbers, read when metrics are scraped. */
export class QuotaDecisions {
  readonly byKind: Readonly<Record<AccountKind, Decisions>> = {
    key: { allowed: 0, refused: 0 },
    token: { allowed: 0, refused: 0 },
    address: { allowed: 0, refused: 0 },
  };

  count(kind: AccountKind, isAllowed: boolean): void {
    const decisions = this.byKind[kind];
    if (isAllowed) decisions.allowed += 1;
    else decisions.refused += 1;
  }
}
