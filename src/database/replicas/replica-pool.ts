import pg, { type Pool } from 'pg';
import { OperatorError } from '../../errors/operator-error.js';
import { readConnectionSettings } from '../connection/connection-settings.js';
import { databaseClient } from '../connection/database-client.js';
import { describeHost } from '../connection/hosts.js';
import { type DatabaseSettings, startupOptions } from '../orm.js';

/** Longest wait for a connection, in milliseconds: the primary can answer as well. */
const CONNECT_TIMEOUT_MS = 2_000;

/** The name of the variable in sentences for the operator. */
const VARIABLE = 'DATABASE_REPLICA_URL';

/** A sentence about a wrong value of the variable. */
export function replicaUrlError(reason: string): OperatorError {
  return new OperatorError(`The environment variable ${VARIABLE} is wrong: ${reason}.`);
}

/** The pool of one replica and its host and port. */
export interface ReplicaPool {
  readonly name: string;
  readonly pool: Pool;
}

/**
 * Prepares a pool like the ORM's, from whose options it is made. Connections open when first needed. Throws one sentence
 * when the URL says what cannot be done.
 * @param connected called with each new connection before it is used; a connection that it rejects is not.
 */
export function openReplicaPool(
  url: string,
  settings: DatabaseSettings,
  primary: Pool,
  connected: (client: pg.ClientBase) => Promise<void>,
): ReplicaPool {
  const given = readConnectionSettings(url, settings.environment ?? process.env, VARIABLE);
  const [host, ...others] = given.hosts;
  if (!host || others.length > 0) {
    throw replicaUrlError(
      'a URL of it has several hosts: name each by a URL of its own, with commas between the URLs',
    );
  }
  const timeouts = { hostTimeoutMs: CONNECT_TIMEOUT_MS, connectTimeoutMs: CONNECT_TIMEOUT_MS };
  const pool = new pg.Pool({
    ...primary.options,
    Client: databaseClient({ ...given, ...timeouts }),
    max: settings.poolSize,
    port: host.port,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: startupOptions(given, settings.pooler),
    onConnect: connected,
  } as pg.PoolConfig);
  // The statement on a lost connection fails, and the loss is logged by what asks for the replica's position.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return { name: describeHost(host), pool };
}
