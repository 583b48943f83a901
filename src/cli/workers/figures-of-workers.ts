import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessFigures } from '../../server/metrics/figures.js';
import { MergedFigures } from '../../server/metrics/merged-figures.js';
import type { WorkerProcess } from './worker-process.js';

/** Timeout of a worker's report, in milliseconds. For a worker that is busy for longer, the previous metrics count. */
const REPORT_TIMEOUT_MS = 2_000;

/** Collects the metrics of all workers at a scrape of one of them. */
export class FiguresOfWorkers {
  private readonly merged = new MergedFigures();
  private readonly numbers = new Map<WorkerProcess, number>();
  private readonly awaited = new Map<WorkerProcess, () => void>();
  private lastNumber = 0;
  private collecting: Promise<string> | undefined;

  /** @param own reads the metrics of this process. */
  constructor(private readonly own: () => Promise<ProcessFigures>) {}

  /** A worker serves. Its metrics are read once now, so that they count even if it ends before the next scrape. */
  add(worker: WorkerProcess): void {
    this.numbers.set(worker, ++this.lastNumber);
    worker.send({ kind: 'read-figures' });
  }

  /** A worker has reported its metrics. */
  update(worker: WorkerProcess, figures: ProcessFigures): void {
    const number = this.numbers.get(worker);
    if (number !== undefined) this.merged.update(number, figures);
    this.awaited.get(worker)?.();
  }

  /** A worker has ended. */
  remove(worker: WorkerProcess): void {
    const number = this.numbers.get(worker);
    if (number !== undefined) this.merged.end(number);
    this.numbers.delete(worker);
    this.awaited.get(worker)?.();
  }

  /** Returns the metrics of all in Prometheus' text format; concurrent callers share one collection. */
  text(): Promise<string> {
    this.collecting ??= this.collect().finally(() => {
      this.collecting = undefined;
    });
    return this.collecting;
  }

  private async collect(): Promise<string> {
    const reports = [...this.numbers.keys()].map((worker) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.awaited.set(worker, resolve);
      worker.send({ kind: 'read-figures' });
      return promise;
    });
    const timeout = new AbortController();
    const overdue = sleep(REPORT_TIMEOUT_MS, undefined, { signal: timeout.signal }).catch(() => {});
    await Promise.race([Promise.all(reports), overdue]);
    timeout.abort();
    this.awaited.clear();
    return this.merged.text(await this.own());
  }
}
