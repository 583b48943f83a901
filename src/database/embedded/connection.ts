import pg from 'pg';

/** Where the server answers, always on 127.0.0.1. */
export interface ServerAddress {
  readonly port: number;
  readonly password: string;
}

/** Superuser's name, given to initdb. */
export const SUPERUSER = 'postgres';
/** Database of the gateway. */
export const DATABASE = 'claims';

/** A connection of the supervisor's, which may keep an otherwise idle process alive or not. */
export type ServerConnection = pg.Client & { ref(): void; unref(): void };

/**
 * Connects as superuser to the maintenance database. Every setting that the driver would otherwise read from PG*
 * variables of the environment is given. An error while idle does not end the process.
 */
export async function connect(server: ServerAddress): Promise<ServerConnection> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: SUPERUSER,
    password: server.password,
    database: 'postgres',
    ssl: false,
    sslnegotiation: 'postgres',
    application_name: 'claims supervisor',
    client_encoding: 'UTF8',
    options: '-c statement_timeout=0 -c idle_session_timeout=0',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  }) as ServerConnection;
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => {});
    throw error;
  }
  return client;
}

/** Whether a statement of `connect`'s connection has failed because the server is gone or ends all its sessions. */
export function isConnectionLost(error: unknown): boolean {
  const { severity, code } = error as { severity?: unknown; code?: unknown };
  // Whatever the server refuses has a severity; everything else is said of the connection.
  return severity === undefined || /^(?:57P|08)/.test(String(code));
}

/** Creates the gateway's database when missing. */
export async function createDatabase(client: ServerConnection): Promise<void> {
  const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
}

/** Address of the gateway's database. Nothing but loopback lies between, so that TLS is not even asked for. */
export function embeddedUrl(server: ServerAddress): string {
  return `postgres://${SUPERUSER}:${server.password}@127.0.0.1:${server.port}/${DATABASE}?sslmode=disable`;
}
