import { mock } from 'node:test';
import { pino } from 'pino';
import type { Report, WorkerOrder } from '../../src/cli/workers/messages.js';
import { Place } from '../../src/cli/workers/place.js';
import { MAX_ENDS, MIN_SERVICE_MS, RestartPolicy } from '../../src/cli/workers/restart-policy.js';
import { SpareWorker } from '../../src/cli/workers/spare-worker.js';
import type { Ending, WorkerProcess } from '../../src/cli/workers/worker-process.js';

/** A worker that does what a test says. */
class FakeWorker implements WorkerProcess {
  readonly pid = 4711;
  readonly orders: WorkerOrder[] = [];
  isKilled = false;
  isPrepared = false;
  private readonly listeners: ((report: Report) => void)[] = [];
  private readonly endListeners: ((ending: Ending) => void)[] = [];

  send(order: WorkerOrder): void {
    this.orders.push(order);
  }

  kill(): void {
    this.isKilled = true;
    this.end('by SIGKILL');
  }

  onReport(listener: (report: Report) => void): void {
    this.listeners.push(listener);
  }

  onEnd(listener: (ending: Ending) => void): void {
    this.endListeners.push(listener);
  }

  report(report: Report): void {
    for (const hear of this.listeners) hear(report);
  }

  prepare(): void {
    this.isPrepared = true;
    this.report({ kind: 'prepared' });
  }

  begin(): void {
    this.prepare();
    this.report({ kind: 'listening', addresses: ['http://127.0.0.1:4000'] });
  }

  end(ending = 'by SIGKILL'): void {
    for (const ended of this.endListeners) ended(ending);
  }
}

const assignment = { place: 2, port: 4000, poolSize: 5, embeddedUrl: undefined };

let now: number;
let workers: FakeWorker[];
let failures: string[];
let place: Place;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  now = 0;
  workers = [];
  failures = [];
  place = new Place(
    assignment,
    start,
    pino({ level: 'silent' }),
    {
      listening: () => {},
      reported: () => {},
      ended: () => {},
      failed: (sentence) => failures.push(sentence),
    },
    new RestartPolicy(() => now),
  );
  place.fill();
});
afterEach(() => mock.timers.reset());

function start(): FakeWorker {
  const worker = new FakeWorker();
  workers.push(worker);
  return worker;
}

const latest = () => workers.at(-1) as FakeWorker;

function pass(ms: number): void {
  now += ms;
  mock.timers.tick(ms);
}

describe('a worker', () => {
  it('gets what it is to serve when it can receive it', () => {
    expect(latest().orders).toEqual([]);
    latest().prepare();
    expect(latest().orders).toEqual([{ kind: 'begin', assignment }]);
  });

  it('serves from when it listens until it has ended', () => {
    expect(place.serving).toBeUndefined();
    latest().begin();
    expect(place.serving).toBe(latest());
    latest().end();
    expect(place.serving).toBeUndefined();
  });

  it('that has ended is replaced at once when it was started more than a second ago', () => {
    latest().begin();
    pass(1_000);
    latest().end();
    pass(0);
    expect(workers).toHaveLength(2);
  });

  it('that ends at once is replaced a second after its start', () => {
    pass(200);
    latest().end();
    pass(799);
    expect(workers).toHaveLength(1);
    pass(1);
    expect(workers).toHaveLength(2);
  });

  it('that does not listen within a minute is ended, and replaced', () => {
    latest().prepare();
    pass(60_000);
    expect(workers[0]?.isKilled).toBe(true);
    pass(0);
    expect(workers).toHaveLength(2);
  });
});

describe('workers of one place that keep ending', () => {
  const endAfter = (ms: number) => {
    latest().begin();
    pass(ms);
    latest().end();
    pass(0);
  };

  it('are given up after the fifth that has served for less than a minute, in one sentence', () => {
    for (let i = 0; i < MAX_ENDS; i++) endAfter(MIN_SERVICE_MS - 1);
    expect(workers).toHaveLength(MAX_ENDS);
    expect(failures).toEqual([
      expect.stringMatching(
        /^Worker 2 keeps ending, 5 times in a row [^\n]*it ended by SIGKILL\): [^\n]*\.$/,
      ),
    ]);
    pass(MIN_SERVICE_MS);
    expect(workers).toHaveLength(MAX_ENDS);
  });

  it('are given up when they do not even begin, however long each has tried', () => {
    for (let i = 0; i < MAX_ENDS; i++) {
      pass(MIN_SERVICE_MS - 1);
      latest().end();
      pass(0);
    }
    expect(failures).toHaveLength(1);
  });

  it('are replaced for ever when one of them has served for a minute now and then', () => {
    for (let i = 0; i < 4; i++) {
      for (let j = 1; j < MAX_ENDS - 1; j++) endAfter(2_000);
      endAfter(MIN_SERVICE_MS);
    }
    expect(failures).toEqual([]);
    expect(workers).toHaveLength(4 * (MAX_ENDS - 1) + 1);
  });
});

describe('what a worker cannot do', () => {
  const sentence = 'Port 4000 of 127.0.0.1 is in use: set PORT to another one.';
  const fail = () => {
    latest().prepare();
    latest().report({ kind: 'failed', sentence });
    latest().end('with exit code 1');
  };

  it('ends the start of the server with its sentence', () => {
    fail();
    expect(failures).toEqual([sentence]);
  });

  it('is tried again while the others serve, and told when it is given up', () => {
    latest().begin();
    pass(MIN_SERVICE_MS);
    latest().end();
    for (let i = 1; i < MAX_ENDS; i++) {
      pass(1_000);
      expect(failures).toEqual([]);
      fail();
    }
    expect(failures).toEqual([expect.stringContaining('Port 4000 of 127.0.0.1 is in use')]);
  });
});

describe('a place that is drained', () => {
  it('has its worker drain, and gets no other one', async () => {
    latest().begin();
    place.drain();
    expect(latest().orders.at(-1)).toEqual({ kind: 'drain' });
    latest().end('with exit code 0');
    await place.gone;
    pass(MIN_SERVICE_MS);
    expect(workers).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('ends a worker that receives no orders yet', async () => {
    place.drain();
    await place.gone;
    expect(latest().isKilled).toBe(true);
  });

  it('is gone at once between two workers', async () => {
    latest().end();
    place.drain();
    await place.gone;
    pass(MIN_SERVICE_MS);
    expect(workers).toHaveLength(1);
  });

  it('has closed when its worker listens no more, or has ended', async () => {
    latest().begin();
    place.drain();
    const closed = place.close();
    expect(latest().orders.at(-1)).toEqual({ kind: 'close' });
    latest().report({ kind: 'closed' });
    await closed;
  });
});

describe('a spare worker', () => {
  let spare: SpareWorker;

  beforeEach(() => {
    place.drain();
    workers = [];
    spare = new SpareWorker(start, pino({ level: 'silent' }), new RestartPolicy(() => now));
    spare.keep();
  });

  it('is given away once, whether it is prepared yet or not', () => {
    expect(spare.take()).toBe(workers[0]);
    expect(spare.take()).toBeUndefined();
    spare.keep();
    expect(workers).toHaveLength(2);
  });

  it('is started anew when it ends before, at most once a second', () => {
    latest().end();
    pass(999);
    spare.keep();
    expect(workers).toHaveLength(1);
    pass(1);
    expect(workers).toHaveLength(2);
  });

  it('is not started anew for the end of a worker that it has become', () => {
    latest().prepare();
    spare.take();
    latest().end();
    pass(MIN_SERVICE_MS);
    expect(workers).toHaveLength(1);
  });

  it('that keeps ending is left out', () => {
    for (let i = 0; i < MAX_ENDS; i++) {
      latest().end();
      pass(1_000);
    }
    expect(workers).toHaveLength(MAX_ENDS);
  });

  it('ends with the others', () => {
    spare.stop();
    pass(MIN_SERVICE_MS);
    expect(workers.map(({ isKilled }) => isKilled)).toEqual([true]);
  });

  it('begins at once where it takes a place', () => {
    latest().prepare();
    const taken = spare.take() as FakeWorker;
    new Place(assignment, () => taken, pino({ level: 'silent' }), {
      listening: () => {},
      reported: () => {},
      ended: () => {},
      failed: () => {},
    }).fill();
    expect(taken.orders).toEqual([{ kind: 'begin', assignment }]);
  });
});
