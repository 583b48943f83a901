import { availableParallelism } from 'node:os';
import { InvalidArgumentError } from 'commander';
import { OperatorError } from '../../errors/operator-error.js';
import type { Settings } from '../settings.js';

/** Maximum workers of one `serve`: as many as machines have cores, and far fewer than a typing error asks for. */
const MAX_WORKERS = 256;

/** Minimum connections of a worker: a statement that waits for a lock can take one. */
const MIN_CONNECTIONS = 2;

/** Parses `--workers`: a number from 1, or `auto`, as many as there are cores. */
export function workersArgument(text: string): number {
  if (text.toLowerCase() === 'auto') return Math.min(availableParallelism(), MAX_WORKERS);
  const count = Number(text);
  if (!/^\d{1,9}$/.test(text) || count < 1 || count > MAX_WORKERS) {
    throw new InvalidArgumentError(
      `It must be a number from 1 to ${MAX_WORKERS}, or auto for as many as there are cores.`,
    );
  }
  return count;
}

/** Throws a sentence if the settings do not suffice for more than one worker. */
export function requireSettingsOfWorkers(
  workers: number,
  { REDIS_URL, DATABASE_POOL_SIZE }: Pick<Settings, 'REDIS_URL' | 'DATABASE_POOL_SIZE'>,
): void {
  if (workers === 1) return;
  if (REDIS_URL === undefined) {
    throw new OperatorError(
      `The environment variable REDIS_URL is missing: ${workers} workers need it, because each would count quotas by itself; set it, or start one with --workers 1.`,
    );
  }
  if (DATABASE_POOL_SIZE < workers * MIN_CONNECTIONS) {
    const most = Math.max(1, Math.floor(DATABASE_POOL_SIZE / MIN_CONNECTIONS));
    throw new OperatorError(
      `DATABASE_POOL_SIZE is ${DATABASE_POOL_SIZE}, too few connections for ${workers} workers: set it to ${workers * MIN_CONNECTIONS} or more, ${MIN_CONNECTIONS} for each, or --workers to ${most === 1 ? '1' : `${most} or fewer`}.`,
    );
  }
}

/**
 * Returns the number of connections of one worker. The sum over all workers is the pool size.
 * @param place number of the worker, from 1.
 */
export function connectionsOf(place: number, workers: number, poolSize: number): number {
  return Math.floor(poolSize / workers) + (place <= poolSize % workers ? 1 : 0);
}
