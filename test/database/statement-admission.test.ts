import {
  type Admitted,
  type LimitedKind,
  StatementAdmission,
} from '../../src/database/statement-admission.js';

const LIMITS = {
  perRequest: 2,
  perAccount: 3,
  byKind: {
    searches: { total: 2, perAccount: 1 },
    largeRows: { total: 2, perAccount: 1 },
    batches: { total: 2, perAccount: 1 },
  },
  queuedPerAccount: 4,
  waitMs: 60_000,
};

/** A statement that ends when the test says so. */
class Work {
  hasStarted = false;
  end: () => void = () => {};
  readonly outcome: Promise<void>;

  constructor(admission: StatementAdmission, admitted: Admitted) {
    this.outcome = admission.run(admitted, () => {
      this.hasStarted = true;
      return new Promise<void>((resolve) => {
        this.end = resolve;
      });
    });
    this.outcome.catch(() => {});
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

const admitted = (
  account: string,
  request = { statementsInFlight: 0 },
  ...kinds: LimitedKind[]
): Admitted => ({
  request,
  account,
  kinds,
});

function start(admission: StatementAdmission, ...all: Admitted[]): Work[] {
  return all.map((one) => new Work(admission, one));
}

const started = (works: readonly Work[]) => works.map(({ hasStarted }) => hasStarted);

describe('statements', () => {
  it('of one request wait beyond its limit, until one of them has ended', async () => {
    const admission = new StatementAdmission(LIMITS);
    const request = { statementsInFlight: 0 };
    const works = start(admission, ...Array.from({ length: 3 }, () => admitted('a', request)));
    expect(started(works)).toEqual([true, true, false]);
    works[0]?.end();
    await turn();
    expect(started(works)).toEqual([true, true, true]);
  });

  it('of one account wait beyond its limit, whichever requests they belong to', () => {
    const works = start(new StatementAdmission(LIMITS), ...Array.from({ length: 4 }, () => admitted('a')));
    expect(started(works)).toEqual([true, true, true, false]);
  });

  it('of another account do not wait for those', () => {
    const admission = new StatementAdmission(LIMITS);
    start(admission, ...Array.from({ length: 5 }, () => admitted('a')));
    expect(started(start(admission, admitted('b')))).toEqual([true]);
  });

  it('are admitted in the order in which they came', async () => {
    const admission = new StatementAdmission(LIMITS);
    const works = start(admission, ...Array.from({ length: 5 }, () => admitted('a')));
    works[1]?.end();
    await turn();
    expect(started(works)).toEqual([true, true, true, true, false]);
  });

  it('that fail give their place back as well', async () => {
    const admission = new StatementAdmission({ ...LIMITS, perAccount: 1 });
    const failing = admission.run(admitted('a'), () => Promise.reject(new Error('failed')));
    const [next] = start(admission, admitted('a'));
    await expect(failing).rejects.toThrow('failed');
    await turn();
    expect(next?.hasStarted).toBe(true);
  });

  it('beyond the queue of their account are 503, with a time to come back', async () => {
    const admission = new StatementAdmission(LIMITS);
    const works = start(admission, ...Array.from({ length: 8 }, () => admitted('a')));
    await expect(works[7]?.outcome).rejects.toMatchObject({
      code: 'service_unavailable',
      retryAfter: 1,
      headers: { 'retry-after': '1' },
    });
    expect(admission.queued).toBe(4);
  });

  it('that have waited for too long are 503 and leave the queue', async () => {
    const admission = new StatementAdmission({ ...LIMITS, perAccount: 1, waitMs: 1 });
    const [first, second] = start(admission, admitted('a'), admitted('a'));
    await expect(second?.outcome).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(admission.queued).toBe(0);
    first?.end();
    await first?.outcome;
    expect(started(start(admission, admitted('a')))).toEqual([true]);
  });
});

describe.each(['searches', 'largeRows', 'batches'] as const)('%s', (kind) => {
  const limited = (account: string) => admitted(account, { statementsInFlight: 0 }, kind);

  it('run one at a time for an account', () => {
    expect(started(start(new StatementAdmission(LIMITS), limited('a'), limited('a')))).toEqual([true, false]);
  });

  it('run two at a time for all accounts', () => {
    const works = start(new StatementAdmission(LIMITS), limited('a'), limited('b'), limited('c'));
    expect(started(works)).toEqual([true, true, false]);
  });

  it('of accounts that wait take turns', async () => {
    const admission = new StatementAdmission({
      ...LIMITS,
      byKind: { ...LIMITS.byKind, [kind]: { total: 1, perAccount: 1 } },
    });
    const [running, ...waiting] = start(
      admission,
      ...['a', 'a', 'a', 'b', 'b', 'c'].map((account) => limited(account)),
    );
    const order: number[] = [];
    for (let current: Work | undefined = running; current; ) {
      current.end();
      await turn();
      const next = waiting.findIndex((work, i) => work.hasStarted && !order.includes(i));
      if (next >= 0) order.push(next);
      current = waiting[next];
    }
    // a, b, c and again a, b.
    expect(order).toEqual([0, 2, 4, 1, 3]);
  });

  it('that wait do not hold up other statements of their account', () => {
    const works = start(new StatementAdmission(LIMITS), limited('a'), limited('a'), admitted('a'));
    expect(started(works)).toEqual([true, false, true]);
  });
});

it('a search with large rows waits for whichever of its limits is reached', () => {
  const request = () => ({ statementsInFlight: 0 });
  const works = start(
    new StatementAdmission(LIMITS),
    admitted('a', request(), 'searches'),
    admitted('a', request(), 'searches', 'largeRows'),
    admitted('b', request(), 'searches', 'largeRows'),
    admitted('b', request(), 'largeRows'),
  );
  expect(started(works)).toEqual([true, false, true, false]);
});
