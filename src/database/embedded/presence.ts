import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../errors/operator-error.js';
import type { Connection } from './connection.js';

/** What a process uses the server for: `server` is exclusive per data folder, `command` is not. */
export type Role = 'server' | 'command';

// Advisory locks of the maintenance database, which nobody else uses: (class, object). The server frees them when
// their process dies, so that the count of users is right even after kill -9.
const CLASS = 0x636c6d73;
const ANY_USER = `${CLASS}, 1`;
const THE_SERVER = `${CLASS}, 2`;

/** The server needs a moment to notice that the holder of a lock was killed. */
const KILLED_HOLDER_MILLISECONDS = 1000;
const REJOIN_MILLISECONDS = 1000;

/** Shows the other users of the server that this process uses it, through a connection that stays open. */
export class Presence {
  readonly #role: Role;
  readonly #reconnect: () => Promise<Connection | undefined>;
  #connection: Connection | undefined;
  #left = false;

  private constructor(role: Role, reconnect: () => Promise<Connection | undefined>) {
    this.#role = role;
    this.#reconnect = reconnect;
  }

  /**
   * Joins the users of a server. Only under the folder's lock.
   * @param connection to the server; it is the presence's from now on, also in case of an error
   * @param reconnect connects to the same server after it has ended all sessions
   * @throws OperatorError when the role is taken
   */
  static async join(
    connection: Connection,
    role: Role,
    reconnect: () => Promise<Connection | undefined>,
  ): Promise<Presence> {
    const presence = new Presence(role, reconnect);
    if (await presence.#enter(connection)) return presence;
    await connection.end();
    throw new OperatorError(
      'Another server already runs on this DATA_DIR: stop it, choose another folder, or set DATABASE_URL to the address of a PostgreSQL server that several can share.',
    );
  }

  /**
   * Leaves the users of the server. Only under the folder's lock.
   * @returns whether nobody else uses it
   */
  async leave(): Promise<boolean> {
    this.#left = true;
    const connection = this.#connection ?? (await this.#reconnect().catch(() => undefined));
    if (connection === undefined) return false;
    connection.ref();
    try {
      await connection.query('select pg_advisory_unlock_all()');
      return await tryLock(connection, ANY_USER);
    } catch {
      // The server has just ended by itself.
      return false;
    } finally {
      await connection.end().catch(() => {});
    }
  }

  async #enter(connection: Connection): Promise<boolean> {
    await connection.query(`select pg_advisory_lock_shared(${ANY_USER})`);
    if (this.#role === 'server' && !(await this.#lockServer(connection))) return false;
    this.#connection = connection;
    connection.once('end', () => {
      this.#connection = undefined;
      void this.#rejoin();
    });
    // The process may end while it is present.
    connection.unref();
    return true;
  }

  async #lockServer(connection: Connection): Promise<boolean> {
    const deadline = Date.now() + KILLED_HOLDER_MILLISECONDS;
    while (!(await tryLock(connection, THE_SERVER))) {
      if (Date.now() > deadline) return false;
      await sleep(50);
    }
    return true;
  }

  /** After the crash of one of its processes, the server ends all sessions and goes on. */
  async #rejoin(): Promise<void> {
    while (!this.#left && this.#connection === undefined) {
      await sleep(REJOIN_MILLISECONDS, undefined, { ref: false });
      if (this.#left) return;
      const connection = await this.#reconnect().catch(() => undefined);
      if (connection === undefined) continue;
      const entered = !this.#left && (await this.#enter(connection).catch(() => false));
      if (!entered) await connection.end().catch(() => {});
    }
  }
}

async function tryLock(connection: Connection, lock: string): Promise<boolean> {
  const { rows } = await connection.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(${lock}) as locked`,
  );
  return rows[0]!.locked;
}
