import type { QuotaStore } from '../../src/quotas/quota-store.js';
import type { QuotaAccount } from '../../src/services/principal.js';

/** A store under test. */
export interface StoreUnderTest {
  readonly store: Pick<QuotaStore, 'charge'>;
  /** Ends what runs of the account's window of so many seconds. */
  endWindow(account: QuotaAccount, window: number): Promise<void>;
}

let accounts = 0;

/** An account without charges. */
export function account(perMinute: number, perDay: number | undefined = 1_000_000): QuotaAccount {
  return { kind: 'key', name: `key.${++accounts}`, perMinute, perDay };
}

/** What every store does, wherever it counts (docs/contract.md, "Quotas"). */
export function itCountsQuotas(underTest: () => StoreUnderTest): void {
  const charge = (one: QuotaAccount, cost = 1) => underTest().store.charge(one, cost);
  const left = async (one: QuotaAccount) => (await charge(one, 0)).windows.map(({ remaining }) => remaining);

  async function charges(one: QuotaAccount, times: number): Promise<number> {
    const answers = await Promise.all(Array.from({ length: times }, () => charge(one)));
    return answers.filter(({ accepted }) => accepted).length;
  }

  it('counts a request in both windows', async () => {
    const { accepted, windows } = await charge(account(300, 10_000));
    expect(accepted).toBe(true);
    expect(windows).toMatchObject([
      { window: 60, limit: 300, remaining: 299 },
      { window: 86_400, limit: 10_000, remaining: 9_999 },
    ]);
  });

  it('counts an account without a day in the minute alone', async () => {
    const { windows } = await charge({ ...account(60), perDay: undefined });
    expect(windows).toMatchObject([{ window: 60, limit: 60, remaining: 59 }]);
  });

  it('counts a cost of several at once', async () => {
    const one = account(10, 100);
    await charge(one, 4);
    expect(await left(one)).toEqual([6, 96]);
  });

  it('lets through a cost of exactly what is left', async () => {
    const one = account(5);
    await charge(one, 2);
    expect((await charge(one, 3)).accepted).toBe(true);
  });

  it('refuses a cost of more than what is left, and counts none of it', async () => {
    const one = account(5, 50);
    await charge(one, 3);
    expect((await charge(one, 3)).accepted).toBe(false);
    expect(await left(one)).toEqual([2, 47]);
  });

  it('begins no window for a cost beyond the limit', async () => {
    const one = account(5, 50);
    expect(await charge(one, 6)).toMatchObject({
      accepted: false,
      windows: [{ remaining: 5 }, { remaining: 50 }],
    });
    expect(await left(one)).toEqual([5, 50]);
  });

  it('does not charge the day for what the minute refuses', async () => {
    const one = account(3, 100);
    await charges(one, 50);
    expect(await left(one)).toEqual([0, 97]);
  });

  it('does not charge the minute for what the day refuses', async () => {
    const one = account(100, 3);
    await charges(one, 50);
    expect(await left(one)).toEqual([97, 0]);
  });

  it('lets exactly 300 of 1,000 concurrent requests through a limit of 300', async () => {
    expect(await charges(account(300), 1_000)).toBe(300);
  });

  it('begins a window anew when it has ended, and only that one', async () => {
    const one = account(2, 100);
    await charges(one, 2);
    await underTest().endWindow(one, 60);
    expect((await charge(one)).accepted).toBe(true);
    expect(await left(one)).toEqual([1, 97]);
  });

  it('counts accounts apart', async () => {
    const one = account(1);
    await charge(one);
    expect((await charge(account(1))).accepted).toBe(true);
  });

  it('goes on counting when the limits of an account change', async () => {
    const one = account(10, 100);
    await charge(one, 4);
    expect(await left({ ...one, perMinute: 5 })).toEqual([1, 96]);
    expect(await left({ ...one, perMinute: 3 })).toEqual([0, 96]);
  });

  it('counts nothing for a cost of 0', async () => {
    const one = account(1, 10);
    await charge(one, 0);
    expect(await left(one)).toEqual([1, 10]);
  });

  it('never refuses a cost of 0', async () => {
    const one = account(10);
    await charge(one, 4);
    expect((await charge({ ...one, perMinute: 3 }, 0)).accepted).toBe(true);
  });
}
