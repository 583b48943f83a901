import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { eventually } from '../support/eventually.js';

/** npm, and a server that creates its database, on a busy machine. */
const READY_WITHIN_MS = 40_000;
const TIMEOUT_MS = 60_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claims-npm-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('npm start', () => {
  it.each([
    ['SIGTERM', 'npm', 1],
    ['SIGINT', 'its whole process group, as Ctrl-C sends it', -1],
  ] as const)(
    'stops the server and its database on %s to %s',
    async (signal, _, sign) => {
      // Without the build before it, which would remove dist/ under the other tests.
      const npm = spawn('npm', ['start', '--ignore-scripts'], {
        env: {
          PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
          HOME: folder,
          npm_config_update_notifier: 'false',
          DATA_DIR: join(folder, 'data'),
          PORT: '0',
          LOG_FORMAT: 'json',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
      try {
        let log = '';
        npm.stderr.on('data', (chunk) => {
          log += chunk;
        });
        const exited = once(npm, 'exit');
        await eventually(() => log.includes('listening at'), READY_WITHIN_MS);
        const [, url = ''] = /listening at (http:[^"]+)/.exec(log) ?? [];
        expect((await fetch(`${url}/healthz`)).status).toBe(200);

        process.kill(sign * (npm.pid as number), signal);
        await exited;
        await expect(fetch(`${url}/healthz`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
        expect(existsSync(join(folder, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
        expect(log).toContain('stopping');
      } finally {
        // The whole group, so that nothing stays behind when the signal was lost.
        if (npm.exitCode === null && npm.signalCode === null) process.kill(-(npm.pid as number), 'SIGKILL');
      }
    },
    TIMEOUT_MS,
  );
});
