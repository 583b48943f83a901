import type { Logger } from 'pino';
import { RestartPolicy } from './restart-policy.js';
import type { WorkerProcess } from './worker-process.js';

/**
 * A process that has loaded all modules and serves nothing, until it replaces a worker that has ended: a new process
 * needs seconds of processor time before it can serve.
 */
export class SpareWorker {
  private worker: WorkerProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly start: () => WorkerProcess,
    private readonly log: Logger,
    private readonly policy = new RestartPolicy(),
  ) {}

  /** Starts the process, unless it is running. */
  keep(): void {
    if (this.worker || this.timer || this.isStopped) return;
    this.policy.started();
    const worker = this.start();
    this.worker = worker;
    worker.onReport(({ kind }) => {
      if (this.worker !== worker || kind !== 'prepared') return;
      this.policy.serves();
      this.log.info({ pid: worker.pid }, 'a spare worker is prepared');
    });
    worker.onEnd((ending) => {
      if (this.worker === worker) this.replace(ending);
    });
  }

  /**
   * Returns the process if there is one: even one that is still loading is ahead of a new one. `keep` starts another
   * one.
   */
  take(): WorkerProcess | undefined {
    const { worker } = this;
    this.worker = undefined;
    return worker;
  }

  /** Ends the process; no other is started. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.worker?.kill();
  }

  private replace(reason: string): void {
    this.worker = undefined;
    if (this.isStopped) return;
    const waitMs = this.policy.ended();
    if (waitMs === undefined) {
      this.log.error({ reason }, 'the spare worker keeps ending: a worker that ends is replaced more slowly');
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.keep();
    }, waitMs);
  }
}
