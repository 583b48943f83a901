import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClaims } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';
import { type Served, serve } from '../support/served.js';
import { send, TWO_WORKERS } from '../support/workers.js';

/** Starting a database takes seconds, on a busy machine more of them. */
const STARTED_AGAIN_MS = 40_000;

describeWithRedis('claims serve --workers 2 with the embedded database', () => {
  let redis: RedisServer;
  let folder: string;
  let served: Served;

  beforeAll(async () => {
    redis = await startRedis();
    folder = await mkdtemp(join(tmpdir(), 'claims-workers-'));
    served = await serve({ DATA_DIR: folder, REDIS_URL: redis.url }, TWO_WORKERS);
  });
  afterAll(async () => {
    await served.stop();
    await redis.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const statuses = async () => {
    const key = await readFile(join(folder, 'demo-key'), 'utf8');
    const request = { headers: { 'x-api-key': key } };
    const url = `${served.url}/certifications/api/v1/claims`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(url, request)));
    return new Set(answers.map(({ status }) => status));
  };

  it('serves the demo', async () => {
    expect(await statuses()).toEqual(new Set([200]));
  });

  it('refuses a second one on the folder with the process id and the port of the first', async () => {
    const file = () => readFile(join(folder, 'serve.json'), 'utf8').catch(() => '');
    await eventually(async () => (await file()) !== '');
    const refused = await runClaims(['serve', ...TWO_WORKERS], { DATA_DIR: folder, REDIS_URL: redis.url });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(
      `(process ${served.process.pid}, port ${new URL(served.url).port}): stop it`,
    );
  });

  it('serves again when the database was killed, which is then on another port', async () => {
    const [pid] = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await eventually(async () => !(await statuses()).has(200));
    // Probes do not count, requests do.
    await eventually(async () => {
      const probes = await Promise.all(Array.from({ length: 20 }, () => send(`${served.url}/readyz`, {})));
      return probes.every(({ status }) => status === 200);
    }, STARTED_AGAIN_MS);
    expect(await statuses()).toEqual(new Set([200]));
  });

  it('stops the database when it stops', async () => {
    expect(await served.stop()).toBe(0);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  });
});
