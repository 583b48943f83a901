import { Registry } from 'prom-client';
import type { ProcessFigures } from './figures.js';
import { measureIdleProcess } from './process-metrics.js';
import { measureWorkers, type WorkerCounts } from './worker-metrics.js';

/** Measures the process that starts the workers: its memory and processor time count, too. */
export function measureSupervisor(read: () => WorkerCounts): () => Promise<ProcessFigures> {
  const register = new Registry();
  measureIdleProcess(register);
  measureWorkers(register, read);
  return () => register.getMetricsAsJSON();
}
