import type { Pool } from 'pg';
import { Connections } from './connections.js';
import type { DatabaseSettings } from './orm.js';
import { LOST_AFTER_MS, LostStatements } from './pipeline/lost-statements.js';
import { type Transmit, transmitDirectly } from './pipeline/transmit.js';
import { transmitThroughPooler } from './pipeline/transmit-through-pooler.js';
import { POOLED_TRANSACTION_SETTINGS } from './pooler.js';
import { RefusedConnections } from './refused-connections.js';

/** How statements reach PostgreSQL. */
export interface DatabaseAccess {
  readonly connections: Connections;
  /** How long a connection is waited for, in milliseconds: one of the pool, and one of a pooler behind it. */
  readonly waitMs: number;
  /** How long the result of a statement is waited for, in milliseconds. */
  readonly answerWithinMs: number;
  /** Closes connections that do not respond. */
  readonly lost: LostStatements;
  /** Lets those wait for whom no connection could be opened. */
  readonly refused: RefusedConnections;
  readonly transmit: Transmit;
  /** Statements with which a transaction begins. None where connections have their settings from their start. */
  readonly transactionSettings: readonly string[];
}

/** Decides how statements are sent on the connections of a pool. */
export function accessThrough(
  pool: Pool,
  { pooler, warn }: Pick<DatabaseSettings, 'pooler' | 'warn'>,
  answerWithinMs = LOST_AFTER_MS,
): DatabaseAccess {
  const connections = new Connections(pool);
  const { connectionTimeoutMillis: waitMs = 0 } = pool.options;
  const lost = new LostStatements(() => connections.replaceIdle());
  const isPooled = pooler === 'transaction';
  return {
    connections,
    lost,
    waitMs,
    answerWithinMs,
    refused: new RefusedConnections(pool, connections, waitMs, warn),
    transmit: isPooled ? transmitThroughPooler(lost, waitMs) : transmitDirectly(lost),
    transactionSettings: isPooled ? POOLED_TRANSACTION_SETTINGS : [],
  };
}
