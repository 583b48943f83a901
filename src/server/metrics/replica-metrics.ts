import type { Registry } from 'prom-client';
import type { Database } from '../../database/database.js';
import { collectCounter, collectGauge } from './collected.js';

/** Measures replicas. Without replicas there are no series. */
export function measureReplicas(register: Registry, database: Database): void {
  const labelNames = ['replica'];
  collectGauge(
    register,
    {
      name: 'claims_database_replica_left_out',
      help: '1 while queries are not read from the replica, because it is lost, too far behind or no replica.',
      labelNames,
      aggregator: 'max',
    },
    function* () {
      for (const { name, isUsed } of database.statistics.replicas) yield [{ replica: name }, isUsed ? 0 : 1];
    },
  );
  collectGauge(
    register,
    {
      name: 'claims_database_replica_lag_seconds',
      help: 'Time by which the replica is behind the primary at most; absent while that is unknown.',
      labelNames,
      aggregator: 'max',
    },
    function* () {
      for (const { name, lagSeconds } of database.statistics.replicas) {
        if (lagSeconds !== undefined) yield [{ replica: name }, lagSeconds];
      }
    },
  );
  collectCounter(
    register,
    {
      name: 'claims_database_replica_requests_total',
      help: 'Requests that were to be read from the replica.',
      labelNames,
    },
    function* () {
      for (const { name, requests } of database.statistics.replicas) yield [{ replica: name }, requests];
    },
  );
  collectCounter(
    register,
    {
      name: 'claims_database_replica_repeated_reads_total',
      help: 'Reads that have failed on the replica and were sent to the primary.',
      labelNames,
    },
    function* () {
      for (const { name, repeatedReads } of database.statistics.replicas) {
        yield [{ replica: name }, repeatedReads];
      }
    },
  );
}
