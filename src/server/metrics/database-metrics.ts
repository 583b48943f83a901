import type { Registry } from 'prom-client';
import type { Database } from '../../database/database.js';
import { collectGauge, collectHistogram } from './collected.js';

/** Measures statements, batches, the pool and the admission queues. All of it is read when it is scraped. */
export function measureDatabase(register: Registry, database: Database): void {
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
    () => Object.entries(database.statistics.primary.batches).map(([queue, sizes]) => [{ queue }, sizes]),
  );
  collectGauge(
    register,
    {
      name: 'claims_database_pool_connections',
      help: 'Connections of the pool that are open, by state.',
      labelNames: ['state'],
    },
    () => {
      const { inUse, idle } = database.statistics.primary.connections;
      return [
        [{ state: 'in_use' }, inUse],
        [{ state: 'idle' }, idle],
      ];
    },
  );
  collectGauge(
    register,
    { name: 'claims_database_pool_size', help: 'Maximum number of connections of the pool.' },
    () => [[{}, database.statistics.primary.connections.size]],
  );
  collectGauge(
    register,
    { name: 'claims_database_pool_waiting', help: 'Batches and statements that wait for a connection.' },
    () => [[{}, database.statistics.primary.connections.waiting]],
  );
  collectGauge(
    register,
    {
      name: 'claims_database_admission_waiting',
      help: 'Statements that wait because their account has its share of connections in use, by queue.',
      labelNames: ['queue'],
    },
    () => Object.entries(database.statistics.primary.queued).map(([queue, waiting]) => [{ queue }, waiting]),
  );
}
