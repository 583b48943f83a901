import type { Registry } from 'prom-client';
import { collectCounter, collectGauge } from './collected.js';

/** Processes that serve on the port. */
export interface WorkerCounts {
  readonly serving: number;
  /** Since the process started. */
  readonly restarts: number;
}

/** A server without workers serves by itself. */
export const WITHOUT_WORKERS: WorkerCounts = { serving: 1, restarts: 0 };

/** Exports the numbers of processes behind the port and of their restarts. */
export function measureWorkers(register: Registry, read: () => WorkerCounts): void {
  collectGauge(
    register,
    { name: 'claims_workers', help: 'Processes that serve on the port. One without --workers.' },
    () => [[{}, read().serving]],
  );
  collectCounter(
    register,
    {
      name: 'claims_worker_restarts_total',
      help: 'Workers that were started because another one has ended.',
    },
    () => [[{}, read().restarts]],
  );
}
