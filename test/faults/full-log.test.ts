import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { CLAIMS } from '../support/cli.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';

let test: TestDatabase;
let server: ChildProcess | undefined;

beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(async () => {
  server?.kill('SIGKILL');
  await test.drop();
});

it.each(['json', 'pretty'])(
  'a full disk of a %s log stops neither the answers nor the end',
  async (format) => {
    const full = openSync('/dev/full', 'w');
    const port = await freePort();
    server = spawn(process.execPath, [CLAIMS, 'serve'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: test.url,
        PORT: `${port}`,
        SHUTDOWN_GRACE: '0',
        LOG_REQUESTS: 'true',
        LOG_FORMAT: format,
      },
      stdio: ['ignore', 'ignore', full],
    });
    closeSync(full);
    const exited = once(server, 'exit');
    const health = () =>
      fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(15_000) }).then(
        ({ status }) => status,
        () => undefined,
      );
    await eventually(async () => (await health()) === 200, 30_000);
    // Their lines are more than is buffered.
    for (let i = 0; i < 300; i++) expect(await health()).toBe(200);
    server.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
  },
);
