import type { Pool } from 'pg';
import { destroyConnection, LostStatements } from './lost-statements.js';
import type { DatabaseSettings } from './orm.js';
import { RefusedConnections } from './refused-connections.js';
import { type Transmit, transmitDirectly } from './transmit.js';

/** How statements reach PostgreSQL. */
export interface Connections {
  readonly pool: Pool;
  /** How long a connection is waited for, in milliseconds. */
  readonly waitMs: number;
  /** Gives up connections that do not answer. */
  readonly lost: LostStatements;
  /** Lets those wait for whom no connection could be opened. */
  readonly refused: RefusedConnections;
  readonly transmit: Transmit;
}

/** Decides how statements are sent on the connections of a pool. */
export function connectionsOf(pool: Pool, { warn }: DatabaseSettings): Connections {
  const { connectionTimeoutMillis: waitMs = 0 } = pool.options;
  const lost = new LostStatements(() => replaceIdle(pool));
  return {
    pool,
    lost,
    waitMs,
    refused: new RefusedConnections(pool, waitMs, warn),
    transmit: transmitDirectly(lost),
  };
}

/** Has connections that are idle replaced by new ones as they are needed. */
export function replaceIdle(pool: Pool): void {
  for (let i = pool.idleCount; i > 0; i--) {
    pool.connect((_error, client, release) => {
      if (client) destroyConnection(client);
      release?.(true);
    });
  }
}
