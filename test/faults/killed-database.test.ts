import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClaims } from '../support/cli.js';
import { type Served, serve } from '../support/served.js';

let folder: string;
let served: Served;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claims-faults-'));
  served = await serve({ DATA_DIR: folder });
});
afterEach(async () => {
  await served.stop();
  await rm(folder, { recursive: true, force: true });
});

async function countClaims(): Promise<number> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': await readFile(join(folder, 'demo-key'), 'utf8'),
    },
    body: JSON.stringify({ query: '{ claims(first: 1) { totalCount } }' }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  return errors === undefined ? response.status : 503;
}

const pidOfDatabase = async () =>
  Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);

/** Kills the first process; the others end when they notice. */
async function killDatabase(): Promise<number> {
  const pid = await pidOfDatabase();
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Resolves when another database than the killed one answers, within the ten seconds of docs/reliability.md. */
async function servesWithout(killed: number): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  while ((await pidOfDatabase()) === killed || (await countClaims()) !== 200) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('an embedded database that was killed is started again, more than once', async () => {
  expect(await countClaims()).toBe(200);
  for (let i = 0; i < 2; i++) {
    await servesWithout(await killDatabase());
  }
});

it('a database that another command has started meanwhile is found, on whatever port', async () => {
  const killed = await killDatabase();
  const listed = await runClaims(['organizations', 'list'], { DATA_DIR: folder });
  expect(listed.code).toBe(0);
  await servesWithout(killed);
});
