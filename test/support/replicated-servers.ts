import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { eventually } from './eventually.js';
import { ScratchServer } from './scratch-server.js';

/** Where Debian keeps the programs of each major version. */
const DEBIAN = '/usr/lib/postgresql';

const bin = findPrograms();
if (bin === undefined) {
  const missing = `pg_basebackup is not below ${DEBIAN}`;
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`${missing}: the tests of replicas are skipped\n`);
}

/** As `describe`, for tests that need a replica: skipped on a machine without Debian's PostgreSQL, unless it is CI's. */
export const describeWithReplica = bin === undefined ? describe.skip : describe;

const ACCESS = ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust'];

/** A primary with a migrated database and a replica that follows it by streaming. */
export class ReplicatedServers {
  readonly primary: ScratchServer;
  readonly replica: ScratchServer;

  private constructor(primary: ScratchServer, replica: ScratchServer) {
    this.primary = primary;
    this.replica = replica;
  }

  static async create(): Promise<ReplicatedServers> {
    const folder = bin as string;
    const programs = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
    const primary = await ScratchServer.createOf(programs);
    await primary.start({ access: ACCESS });
    const database = await Database.open({ url: urlOf(primary), poolSize: 2, warn: () => {} });
    await migrate(database);
    await database.close();
    const replica = await primary.createReplica(join(folder, 'pg_basebackup'));
    const servers = new ReplicatedServers(primary, replica);
    await servers.startReplica();
    return servers;
  }

  get primaryUrl(): string {
    return urlOf(this.primary);
  }

  get replicaUrl(): string {
    return urlOf(this.replica);
  }

  async startReplica(): Promise<void> {
    await this.replica.start({ access: ACCESS });
  }

  /** Runs a statement on a server, outside of all pools, and gives its rows. */
  async run(server: 'primary' | 'replica', text: string): Promise<any[]> {
    const client = new pg.Client({ connectionString: urlOf(this[server]) });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Sets how much later than the primary the replica commits; as text with its unit, such as `600ms`. */
  delayReplica(by: string): Promise<void> {
    return this.setOnReplica('recovery_min_apply_delay', by);
  }

  async setOnReplica(setting: string, value: string): Promise<void> {
    await this.run('replica', `alter system set ${setting} = '${value}'`);
    await this.run('replica', 'select pg_reload_conf()');
  }

  /** Waits until the replica has replayed what the primary has committed. */
  async caughtUp(): Promise<void> {
    const [{ end }] = await this.run('primary', 'select pg_current_wal_lsn() as end');
    await eventually(async () => {
      const [row] = await this.run('replica', `select pg_last_wal_replay_lsn() >= '${end}' as is_there`);
      return row.is_there;
    });
  }

  async remove(): Promise<void> {
    await this.replica.resume();
    await this.replica.stop();
    await this.primary.remove();
  }
}

function urlOf({ port }: ScratchServer): string {
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

function findPrograms(): string | undefined {
  try {
    const folders = readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin'));
    return folders.findLast((folder) => existsSync(join(folder, 'pg_basebackup')));
  } catch {
    return undefined;
  }
}
