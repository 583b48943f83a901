import cluster from 'node:cluster';
import type { Report, WorkerOrder } from './messages.js';

/** The end of a worker, in words that follow "it ended". */
export type Ending = string;

/** A worker, from the view of the first process. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Whether it has loaded its modules and receives orders. */
  readonly isPrepared: boolean;
  /** Sends an order. Without effect if the process has ended. */
  send(order: WorkerOrder): void;
  /** Ends it at once. */
  kill(): void;
  /** Calls back for every report. */
  onReport(listener: (report: Report) => void): void;
  /** Calls back once, when it has ended or could not be started. */
  onEnd(listener: (ending: Ending) => void): void;
}

/** Distinguishes a worker of this gateway from a process that another program has started as a worker of its own. */
const MARKER = 'CLAIMS_WORKER';

/** Whether this process was started by `startWorkerProcess`. */
export function isWorkerProcess(): boolean {
  return cluster.isWorker && process.env[MARKER] !== undefined;
}

/** Starts another process with the command line of this one, the options of Node.js included. */
export function startWorkerProcess(): WorkerProcess {
  const worker = cluster.fork({ [MARKER]: '1' });
  let isPrepared = false;
  worker.on('message', ({ kind }: Report) => {
    if (kind === 'prepared') isPrepared = true;
  });
  return {
    pid: worker.process.pid,
    get isPrepared() {
      return isPrepared;
    },
    send: (order) => {
      // Without a callback, a failure would be an error of the process.
      if (worker.isConnected()) worker.send(order, () => {});
    },
    kill: () => worker.process.kill('SIGKILL'),
    onReport: (listener) => worker.on('message', listener),
    onEnd: (listener) => {
      worker.once('exit', (code, signal) => listener(signal ? `by ${signal}` : `with exit code ${code}`));
      worker.on('error', ({ message }) => {
        if (worker.process.pid === undefined) listener(`before it began: ${message}`);
      });
    },
  };
}
