import type { HistogramCounts } from '../observability/histogram-counts.js';
import type { BatchQueue } from './statement.js';

/** How the process uses one server at this moment, and what it has counted since it began. */
export interface PoolStatistics {
  /** Connections of the pool, and callers that wait for one. */
  readonly connections: {
    readonly size: number;
    readonly inUse: number;
    readonly idle: number;
    readonly waiting: number;
  };
  /** Sizes of batches, by the queue that they came from. */
  readonly batches: Readonly<Record<BatchQueue, HistogramCounts>>;
  /** Statements that wait for admission: those with a connection of their own, and shared reads. */
  readonly queued: { readonly alone: number; readonly reads: number };
}

/** A replica's pool, and what is known of the replica. */
export interface ReplicaStatistics extends PoolStatistics {
  /** Host and port. */
  readonly name: string;
  readonly isUsed: boolean;
  /** Seconds by which the replica is behind the primary, at most; undefined while that is unknown. */
  readonly lagSeconds: number | undefined;
  /** Requests that were sent to the replica. */
  readonly requests: number;
  /** Reads that have failed on it and were sent to the primary. */
  readonly repeatedReads: number;
}

/** How the process uses its database at this moment, and what it has counted since it began. */
export interface DatabaseStatistics {
  readonly primary: PoolStatistics;
  readonly replicas: readonly ReplicaStatistics[];
  /** Times of statements in seconds, by name. */
  readonly statements: Iterable<readonly [string, HistogramCounts]>;
}
