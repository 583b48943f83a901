import type { Registry } from 'prom-client';
import type { Database } from '../../database/database.js';
import type { PoolStatistics } from '../../database/database-statistics.js';
import { collectGauge, collectHistogram } from './collected.js';

/** The label of a replica's series; those of the primary have none. */
type PoolLabels = Readonly<Record<string, string>>;

/** Measures statements, batches, the pools and the admission queues. All values are read at a scrape. */
export function measureDatabase(register: Registry, database: Database): void {
  /** Of the primary and of each replica. */
  function* pools(): Iterable<readonly [PoolLabels, PoolStatistics]> {
    const { primary, replicas } = database.statistics;
    yield [{}, primary];
    for (const replica of replicas) yield [{ replica: replica.name }, replica];
  }

  collectHistogram(
    register,
    {
      name: 'claims_database_statement_duration_seconds',
      help: 'Time of statements from the call to their rows, waits included, by the name of the statement.',
    },
    function* () {
      for (const [statement, times] of database.statistics.statements) yield [{ statement }, times];
    },
  );
  collectHistogram(
    register,
    {
      name: 'claims_database_batch_size',
      help: 'Statements that were sent to PostgreSQL together, by queue.',
    },
    function* () {
      for (const [labels, { batches }] of pools()) {
        yield [{ queue: 'reads', ...labels }, batches.reads];
        // A replica has no writes.
        if (labels.replica === undefined) yield [{ queue: 'writes' }, batches.writes];
      }
    },
  );
  collectGauge(
    register,
    {
      name: 'claims_database_pool_connections',
      help: 'Connections of the pool that are open, by state.',
      labelNames: ['state', 'replica'],
    },
    function* () {
      for (const [labels, { connections }] of pools()) {
        yield [{ state: 'in_use', ...labels }, connections.inUse];
        yield [{ state: 'idle', ...labels }, connections.idle];
      }
    },
  );
  collectGauge(
    register,
    {
      name: 'claims_database_pool_size',
      help: 'Maximum number of connections of the pool.',
      labelNames: ['replica'],
    },
    function* () {
      for (const [labels, { connections }] of pools()) yield [labels, connections.size];
    },
  );
  collectGauge(
    register,
    {
      name: 'claims_database_pool_waiting',
      help: 'Batches and statements that wait for a connection.',
      labelNames: ['replica'],
    },
    function* () {
      for (const [labels, { connections }] of pools()) yield [labels, connections.waiting];
    },
  );
  collectGauge(
    register,
    {
      name: 'claims_database_admission_waiting',
      help: 'Statements that wait because their account has its share of connections in use, by queue.',
      labelNames: ['queue', 'replica'],
    },
    function* () {
      for (const [labels, { queued }] of pools()) {
        for (const [queue, waiting] of Object.entries(queued)) yield [{ queue, ...labels }, waiting];
      }
    },
  );
}
