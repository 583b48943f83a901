import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { OperatorError } from '../../errors/operator-error.js';
import { measureSupervisor } from '../../server/metrics/supervisor-figures.js';
import { FiguresOfWorkers } from './figures-of-workers.js';
import type { Assignment, Report } from './messages.js';
import { Place } from './place.js';
import { SpareWorker } from './spare-worker.js';
import type { WorkerProcess } from './worker-process.js';

/** Timeout for a worker to close its listeners before the next one does, in milliseconds. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Starts workers, replaces those that end, and forwards messages that concern all of them. */
export class Supervisor {
  /** Rejected with the sentence for the operator when a worker cannot be kept running. */
  readonly failure: Promise<never>;
  private readonly places: readonly Place[];
  private readonly spare: SpareWorker;
  private readonly figures: FiguresOfWorkers;
  private readonly listening = Promise.withResolvers<readonly string[]>();
  private databasePort: number | undefined;

  /**
   * @param assignments of the workers.
   * @param startWorker starts a process that serves.
   */
  constructor(assignments: readonly Assignment[], startWorker: () => WorkerProcess, log: Logger) {
    const failure = Promise.withResolvers<never>();
    this.failure = failure.promise;
    // The caller handles it when it awaits it.
    this.failure.catch(() => {});
    this.figures = new FiguresOfWorkers(measureSupervisor(() => this.counts));
    const events = {
      listening: (worker: WorkerProcess, addresses: readonly string[]) => this.serves(worker, addresses),
      reported: (worker: WorkerProcess, report: Report) => this.receive(worker, report),
      ended: (worker: WorkerProcess) => this.figures.remove(worker),
      failed: (sentence: string) => failure.reject(new OperatorError(sentence)),
    };
    this.spare = new SpareWorker(startWorker, log);
    const takeWorker = () => this.spare.take() ?? startWorker();
    this.places = assignments.map((assignment) => new Place(assignment, takeWorker, log, events));
  }

  /** Starts all workers. Resolves with their addresses when each of them listens. */
  async start(): Promise<readonly string[]> {
    for (const place of this.places) place.fill();
    return Promise.race([this.listening.promise, this.failure]);
  }

  /** The embedded database has another port. */
  moveDatabase(port: number): void {
    this.databasePort = port;
    for (const place of this.places) place.send({ kind: 'database-port', port });
  }

  /**
   * Stops all workers: they report it at `/readyz`, and after the grace period each closes its listeners in turn, so
   * that the port accepts connections until the last one closes.
   */
  async stop(graceMs: number): Promise<void> {
    this.spare.stop();
    for (const place of this.places) place.drain();
    await sleep(graceMs);
    for (const place of this.places) {
      await Promise.race([place.close(), sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false })]);
    }
    await Promise.all(this.places.map((place) => place.gone));
  }

  private get counts() {
    return {
      serving: this.places.filter(({ serving }) => serving !== undefined).length,
      restarts: this.places.reduce((sum, { restarts }) => sum + restarts, 0),
    };
  }

  private serves(worker: WorkerProcess, addresses: readonly string[]): void {
    // It has started with the port of that time.
    if (this.databasePort !== undefined) worker.send({ kind: 'database-port', port: this.databasePort });
    this.figures.add(worker);
    if (this.counts.serving < this.places.length) return;
    this.listening.resolve(addresses);
    // Not before all serve: it would compete with them for processor time.
    this.spare.keep();
  }

  private receive(worker: WorkerProcess, report: Report): void {
    if (report.kind === 'figures') this.figures.update(worker, report.figures);
    if (report.kind !== 'ask-figures') return;
    const { request } = report;
    void this.figures.text().then((text) => worker.send({ kind: 'all-figures', request, text }));
  }
}
