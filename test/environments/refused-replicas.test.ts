import { Database } from '../../src/database/database.js';
import { runClaims } from '../support/cli.js';
import { freePort } from '../support/free-port.js';
import { describeWithPgBouncer, startPgBouncer } from '../support/pgbouncer.js';
import { describeWithReplica, ReplicatedServers } from '../support/replicated-servers.js';

describeWithReplica('DATABASE_REPLICA_URL', () => {
  let servers: ReplicatedServers;
  let database: Database;
  const log: string[] = [];
  const write = (message: string) => log.push(message);

  beforeAll(async () => {
    servers = await ReplicatedServers.create();
    await servers.run('primary', 'create database other');
    await servers.run('primary', `create role stranger login`);
    await servers.caughtUp();
    database = await Database.open({ url: servers.primaryUrl, poolSize: 2, warn: () => {} });
  });
  afterAll(async () => {
    await database.close();
    await servers.remove();
  });
  beforeEach(() => {
    log.length = 0;
  });

  const use = (...urls: string[]) => database.useReplicas(urls, { info: write, warn: write });
  /** PgBouncer takes no empty one. */
  const withPassword = (url: string) => url.replace('@', ':secret@');
  const host = (url: string) => new URL(url).host;
  const wrong = (reason: string) => `The environment variable DATABASE_REPLICA_URL is wrong: ${reason}.`;

  it('of a server that can be written ends the start with one sentence', async () => {
    const env = { DATABASE_URL: servers.primaryUrl, DATABASE_REPLICA_URL: servers.primaryUrl, PORT: '0' };
    expect(await runClaims(['serve'], env)).toEqual({
      code: 1,
      stdout: '',
      stderr: `claims: ${wrong(`${host(servers.primaryUrl)} is no replica but a server that can be written: name a hot standby of the database at DATABASE_URL`)}\n`,
    });
  });

  it('of another database is refused', async () => {
    await expect(use(servers.replicaUrl.replace(/postgres$/, 'other'))).rejects.toThrow(
      wrong(`${host(servers.replicaUrl)} is a replica of another database than the one at DATABASE_URL`),
    );
  });

  it('with a role that may not read is refused', async () => {
    await expect(use(servers.replicaUrl.replace('postgres@', 'stranger@'))).rejects.toThrow(
      /does not let its role read the table organization: grant it SELECT/,
    );
  });

  it('with several hosts in one URL is refused', async () => {
    await expect(use(servers.replicaUrl.replace(/\/postgres$/, ',127.0.0.1:1/postgres'))).rejects.toThrow(
      wrong('a URL of it has several hosts: name each by a URL of its own, with commas between the URLs'),
    );
  });

  it('with a replica twice is refused', async () => {
    await expect(use(servers.replicaUrl, servers.replicaUrl)).rejects.toThrow(
      wrong(`${host(servers.replicaUrl)} is in it twice`),
    );
  });

  it('of a server that cannot be reached is a warning, and other replicas are used', async () => {
    const port = await freePort();
    await use(`postgres://postgres@127.0.0.1:${port}/postgres`, servers.replicaUrl);
    expect(log).toEqual([
      expect.stringMatching(
        `^queries are not read from the replica 127.0.0.1:${port}, because it cannot be read from: .*ECONNREFUSED`,
      ),
      `queries are read from the replica ${host(servers.replicaUrl)}`,
    ]);
  });

  describeWithPgBouncer('of a pooler', () => {
    it('is refused without DATABASE_POOLER', async () => {
      const pooler = await startPgBouncer(withPassword(servers.replicaUrl));
      try {
        await expect(use(pooler.url)).rejects.toThrow(
          /^The environment variable DATABASE_REPLICA_URL is wrong: 127\.0\.0\.1:\d+ is a connection pooler \(unsupported startup parameter: options\): name PostgreSQL itself, or set DATABASE_POOLER=transaction/,
        );
      } finally {
        await pooler.remove();
      }
    });

    it('that ignores settings is refused as well', async () => {
      const pooler = await startPgBouncer(withPassword(servers.replicaUrl), {
        ignore_startup_parameters: 'options',
      });
      try {
        await expect(use(pooler.url)).rejects.toThrow(
          /is a connection pooler \(settings that connections are opened with are ignored\)/,
        );
      } finally {
        await pooler.remove();
      }
    });

    it('is used with DATABASE_POOLER=transaction', async () => {
      const pooler = await startPgBouncer(withPassword(servers.replicaUrl));
      const pooled = await Database.open({
        url: servers.primaryUrl,
        poolSize: 2,
        pooler: 'transaction',
        warn: () => {},
      });
      try {
        await pooled.useReplicas([pooler.url], { info: write, warn: write });
        expect(log).toEqual([`queries are read from the replica ${host(pooler.url)}`]);
      } finally {
        await pooled.close();
        await pooler.remove();
      }
    });
  });
});
