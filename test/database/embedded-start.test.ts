import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '../../src/database/database.js';
import { findBinaryPackage } from '../../src/database/embedded/binaries.js';
import { openDataFolder, readPassword } from '../../src/database/embedded/data-folder.js';
import { lockFile } from '../../src/database/embedded/file-lock.js';
import { adoptOrStartServer, type Server } from '../../src/database/embedded/server.js';
import { startPostgres } from '../../src/database/embedded/server-start.js';
import { requireSupportedServer } from '../../src/database/supported-server.js';
import { EmbeddedFolder } from '../support/embedded-folder.js';
import { freePort } from '../support/free-port.js';

// Starting a database takes seconds on a busy machine.

let folder: EmbeddedFolder;

beforeEach(async () => {
  folder = await EmbeddedFolder.create();
});
afterEach(() => folder.remove());

/** Starts the server and kills it with each of its first `kills` connections. */
async function startAndKill(kills: number) {
  const data = await openDataFolder(folder.dataDir);
  let begun = 0;
  const begin = async ({ connection }: Server) => {
    begun += 1;
    if (begun <= kills) {
      const ended = once(connection, 'end');
      process.kill((await folder.postmasterPid())!, 'SIGKILL');
      await ended;
    }
    await connection.query('select 1');
  };
  const password = await readPassword(data, false);
  const server = await adoptOrStartServer(data, await findBinaryPackage(), password, begin);
  return { server, begun };
}

describe('an embedded PostgreSQL that is killed while it starts', () => {
  it('is started again', async () => {
    const { server, begun } = await startAndKill(1);
    expect(begun).toBe(2);
    const { rows } = await server.connection.query('select datname from pg_database where datname = $1', [
      'claims',
    ]);
    expect(rows).toEqual([{ datname: 'claims' }]);
    await server.connection.end();
  });

  it('is given up after a few times', async () => {
    await expect(startAndKill(Number.POSITIVE_INFINITY)).rejects.toMatchObject({
      name: 'OperatorError',
      message: expect.stringMatching(
        /^The embedded database in DATA_DIR was started 3 times and has ended each time \([^\n;)]+; more in [^\n]+postgres\.log\)[^\n]*\.$/,
      ),
    });
  });

  it.each([
    { end: 'kill -9 $$', reason: 'it was ended by SIGKILL' },
    { end: 'exit 3', reason: 'it ended with exit code 3 and said nothing' },
  ])('is refused with a reason although it says nothing: $reason', async ({ end, reason }) => {
    const data = await openDataFolder(folder.dataDir);
    const postgres = join(folder.base, 'postgres');
    await writeFile(postgres, `#!/bin/sh\n${end}\n`);
    await chmod(postgres, 0o755);
    const cluster = { path: folder.base, account: { prefix: [] }, binaries: { initdb: '', postgres } };
    const lock = (await lockFile(data.serverLock, 0))!;
    await expect(startPostgres(data, cluster, lock)).rejects.toThrow(
      `The embedded PostgreSQL does not start (${reason}; more in ${data.log})`,
    );
    await lock.release();
  });

  it('is called the embedded database when it cannot be reached', async () => {
    const url = `postgres://postgres:secret@127.0.0.1:${await freePort()}/claims?sslmode=disable`;
    const database = await Database.open({ url, environment: {}, poolSize: 1, warn: () => {} });
    await expect(requireSupportedServer(database, true)).rejects.toThrow(
      /^The embedded database in DATA_DIR cannot be used: connect ECONNREFUSED [^\n]*\.$/,
    );
    await database.close();
  });
});
