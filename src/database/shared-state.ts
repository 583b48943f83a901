import type { Pool } from 'pg';
import { EventLoopTurns } from './event-loop-turns.js';
import { Notifications } from './notifications.js';
import type { DatabaseSettings } from './orm.js';
import { ReadOnlyState } from './read-only-state.js';
import type { Replicas } from './replicas/replicas.js';
import { RowBytes } from './row-bytes.js';
import { SilentConnections } from './silent-connections.js';
import type { Statement } from './statement.js';
import { StatementPool } from './statement-pool.js';
import { StatementTimes } from './statement-times.js';

/** Sees every statement that goes through `Database`: tests count them, the log shows them. */
export type StatementObserver = (statement: Statement<unknown>, values: readonly unknown[]) => void;

/** State that all requests share. */
export interface SharedState {
  observer: StatementObserver | undefined;
  readonly settings: DatabaseSettings;
  readonly primary: StatementPool;
  replicas: Replicas | undefined;
  /** Whether the tables are distributed; undefined until it is asked for. */
  distribution: Promise<boolean> | undefined;
  readonly silent: SilentConnections;
  readonly readOnly: ReadOnlyState;
  readonly rowBytes: RowBytes;
  /** Answers are made from large rows one after the other. */
  readonly turns: EventLoopTurns;
  readonly statementTimes: StatementTimes;
  readonly notifications: Notifications;
}

/** The state of a process that has sent no statement yet. */
export function sharedState(pool: Pool, settings: DatabaseSettings): SharedState {
  const primary = new StatementPool(pool, settings);
  const { connections } = primary.access;
  const isPooled = settings.pooler !== undefined;
  return {
    observer: undefined,
    settings,
    primary,
    replicas: undefined,
    distribution: undefined,
    silent: new SilentConnections(primary.taken, connections, isPooled, settings.silence),
    readOnly: new ReadOnlyState(
      () => connections.opensReadOnly(),
      () => connections.outdate(),
    ),
    rowBytes: new RowBytes(),
    turns: new EventLoopTurns(),
    statementTimes: new StatementTimes(),
    notifications: new Notifications(primary.access, isPooled),
  };
}
