import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerConnection } from './connection.js';

// Advisory locks of the maintenance database, which has no other users: (class, object). The server frees them when
// their process dies, so that the count of users is right even after kill -9.
const CLASS = 0x636c6d73;
const ANY_USER = `${CLASS}, 1`;

const REJOIN_MILLISECONDS = 1000;

/** How a presence that has lost its connection comes to another one; undefined: not now. */
export interface Ways {
  /** Connects to the server as it is. Called under the folder's lock, too. */
  reconnect(): Promise<ServerConnection | undefined>;
  /** Connects to the server, which is started when it has ended. */
  revive(): Promise<ServerConnection | undefined>;
}

/** Shows the other users of the server that this process uses it, through a connection that stays open. */
export class Presence {
  readonly #ways: Ways;
  #connection: ServerConnection | undefined;
  #left = false;

  private constructor(ways: Ways) {
    this.#ways = ways;
  }

  /**
   * Joins the users of a server. Only under the folder's lock.
   * @param connection to the server; it is the presence's from now on, also in case of an error
   * @param ways how it comes to a connection again
   */
  static async join(connection: ServerConnection, ways: Ways): Promise<Presence> {
    const presence = new Presence(ways);
    await presence.#enter(connection);
    return presence;
  }

  /** Whether this process is leaving: it starts no server any more. */
  get isLeaving(): boolean {
    return this.#left;
  }

  /** Has the presence not come back when its connection is lost. To be called before the folder's lock is waited for. */
  beginToLeave(): void {
    this.#left = true;
  }

  /**
   * Removes this process from the users of the server. Only under the folder's lock.
   * @returns whether there is no other user
   */
  async leave(): Promise<boolean> {
    this.#left = true;
    const connection = this.#connection ?? (await this.#ways.reconnect().catch(() => undefined));
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

  async #enter(connection: ServerConnection): Promise<void> {
    await connection.query(`select pg_advisory_lock_shared(${ANY_USER})`);
    this.#connection = connection;
    connection.once('end', () => {
      this.#connection = undefined;
      void this.#rejoin();
    });
    // The process may end while it is present.
    connection.unref();
  }

  /**
   * After the crash of one of its processes, the server ends all sessions and goes on. When it has ended itself,
   * `revive` may start it again.
   */
  async #rejoin(): Promise<void> {
    while (!this.#left && this.#connection === undefined) {
      await sleep(REJOIN_MILLISECONDS, undefined, { ref: false });
      if (this.#left) return;
      const connection = await this.#ways.revive().catch(() => undefined);
      if (connection === undefined) continue;
      if (this.#left) await connection.end().catch(() => {});
      else await this.#enter(connection).catch(() => connection.end().catch(() => {}));
    }
  }
}

async function tryLock(connection: ServerConnection, lock: string): Promise<boolean> {
  const { rows } = await connection.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(${lock}) as locked`,
  );
  return rows[0]!.locked;
}
