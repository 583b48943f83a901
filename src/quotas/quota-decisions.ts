/** Kinds of quota accounts, by the first part of their names. */
export const accountKinds = ['key', 'token', 'address'] as const;

export type AccountKind = (typeof accountKinds)[number];

/** How many requests the accounts of one kind were allowed and refused. */
interface Decisions {
  allowed: number;
  refused: number;
}

/** Counts decisions by kind of account, never by account: plain numbers, read when metrics are scraped. */
export class QuotaDecisions {
  readonly byKind: Readonly<Record<AccountKind, Readonly<Decisions>>>;
  private readonly key: Decisions = { allowed: 0, refused: 0 };
  private readonly token: Decisions = { allowed: 0, refused: 0 };
  private readonly address: Decisions = { allowed: 0, refused: 0 };

  constructor() {
    this.byKind = { key: this.key, token: this.token, address: this.address };
  }

  /** @param account name of the account. */
  count(account: string, isAllowed: boolean): void {
    const decisions = this.of(account);
    if (isAllowed) decisions.allowed += 1;
    else decisions.refused += 1;
  }

  private of(account: string): Decisions {
    if (account.startsWith('key.')) return this.key;
    return account.startsWith('token.') ? this.token : this.address;
  }
}
