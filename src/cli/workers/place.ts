import type { Logger } from 'pino';
import type { Assignment, Report, WorkerOrder } from './messages.js';
import { MAX_ENDS, MIN_SERVICE_MS, RestartPolicy } from './restart-policy.js';
import type { Ending, WorkerProcess } from './worker-process.js';

/** Timeout of the start of a worker, in milliseconds. */
const START_TIMEOUT_MS = 60_000;

/** Events of a place. */
export interface PlaceEvents {
  /** A worker listens, on these addresses. */
  listening(worker: WorkerProcess, addresses: readonly string[]): void;
  /** Any other report of a worker that the place itself does not need. */
  reported(worker: WorkerProcess, report: Report): void;
  ended(worker: WorkerProcess): void;
  /** No worker is started any more. */
  failed(sentence: string): void;
}

/** The place of one worker, which successive processes take, each when the one before it has ended. */
export class Place {
  /** Workers that were started because another one has ended. */
  restarts = 0;
  private worker: WorkerProcess | undefined;
  private isListening = false;
  private hasListened = false;
  private isStopping = false;
  private sentence: string | undefined;
  private startTimer: NodeJS.Timeout | undefined;
  private readonly closed = Promise.withResolvers<void>();
  private readonly last = Promise.withResolvers<void>();

  constructor(
    private readonly assignment: Assignment,
    private readonly takeWorker: () => WorkerProcess,
    private readonly log: Logger,
    private readonly events: PlaceEvents,
    private readonly policy = new RestartPolicy(),
  ) {}

  /** The worker that serves; undefined while there is none. */
  get serving(): WorkerProcess | undefined {
    return this.isListening ? this.worker : undefined;
  }

  /** Starts a worker. */
  fill(): void {
    this.policy.started();
    const worker = this.takeWorker();
    this.worker = worker;
    this.sentence = undefined;
    worker.onReport((report) => this.receive(worker, report));
    worker.onEnd((ending) => this.end(worker, ending));
    this.startTimer = setTimeout(() => worker.kill(), START_TIMEOUT_MS).unref();
    if (worker.isPrepared) this.begin(worker);
  }

  /** Sends an order to the worker, if there is one. */
  send(order: WorkerOrder): void {
    this.worker?.send(order);
  }

  /** Sends the worker the order to drain. None is started any more. */
  drain(): void {
    this.isStopping = true;
    clearTimeout(this.startTimer);
    if (!this.worker) this.last.resolve();
    // It does not receive orders yet and has no requests.
    else if (!this.worker.isPrepared) this.worker.kill();
    else this.send({ kind: 'drain' });
  }

  /** Sends the worker the order to close. Resolves when it no longer listens. */
  async close(): Promise<void> {
    this.send({ kind: 'close' });
    await Promise.race([this.closed.promise, this.last.promise]);
  }

  /** Resolves when the last worker has ended, after `drain`. */
  get gone(): Promise<void> {
    return this.last.promise;
  }

  private begin(worker: WorkerProcess): void {
    worker.send({ kind: 'begin', assignment: this.assignment });
  }

  private receive(worker: WorkerProcess, report: Report): void {
    switch (report.kind) {
      case 'prepared':
        this.begin(worker);
        break;
      case 'listening':
        clearTimeout(this.startTimer);
        this.isListening = true;
        this.hasListened = true;
        this.policy.serves();
        this.log.info({ worker: this.assignment.place, pid: worker.pid }, 'the worker serves');
        this.events.listening(worker, report.addresses);
        break;
      case 'failed':
        this.sentence = report.sentence;
        break;
      case 'closed':
        this.closed.resolve();
        break;
      default:
        this.events.reported(worker, report);
    }
  }

  private end(worker: WorkerProcess, ending: Ending): void {
    clearTimeout(this.startTimer);
    this.worker = undefined;
    this.isListening = false;
    this.events.ended(worker);
    if (this.isStopping) {
      this.last.resolve();
      return;
    }
    const { sentence } = this;
    const { place: number } = this.assignment;
    // During the first start, a failure is reported at once: a repetition would fail as well.
    if (sentence !== undefined && !this.hasListened) {
      this.events.failed(sentence);
      return;
    }
    const reason = sentence ?? `it ended ${ending}`;
    const waitMs = this.policy.ended();
    if (waitMs === undefined) {
      this.events.failed(givingUp(number, reason));
      return;
    }
    this.log.error(
      { worker: number, pid: worker.pid, reason },
      'a worker has ended: another one takes its place',
    );
    this.restarts += 1;
    this.startTimer = setTimeout(() => this.fill(), waitMs);
  }
}

function givingUp(number: number, reason: string): string {
  const last = reason.replace(/\.$/, '');
  return `Worker ${number} keeps ending, ${MAX_ENDS} times in a row after less than ${MIN_SERVICE_MS / 1_000} seconds of service (the last time: ${last}): mend what the log says, or give the machine more memory if the system has ended it.`;
}
