import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unprepared } from '../../src/database/statement.js';
import { CLAIMS } from '../support/cli.js';
import { FaultScene } from '../support/fault-scene.js';

let scene: FaultScene;

beforeEach(async () => {
  scene = await FaultScene.open();
});
afterEach(() => scene.close());

it('a server that is killed while it writes loses no acknowledged write and makes none twice', async () => {
  const claimId = await scene.fixtures.claim('VEGAN');
  const gtins = await Promise.all(
    Array.from({ length: 300 }, () => scene.fixtures.product(scene.organization)),
  );
  const acknowledged: string[] = [];
  const writing = gtins.map((gtin) =>
    scene.rest('POST', `/products/${gtin}/claims`, { claim_id: claimId }).then(
      ({ status }) => {
        if (status === 201) acknowledged.push(gtin);
        if (acknowledged.length === 100) scene.served.process.kill('SIGKILL');
      },
      () => undefined,
    ),
  );
  await Promise.all(writing);
  const { database } = scene.test;
  const stored = await database.query(unprepared<{ gtin: string }>('select gtin from claim_assignment'));
  const events = await database.query(
    unprepared<{ gtin: string }>('select gtin from claim_assignment_event'),
  );
  expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  expect(stored.map(({ gtin }) => gtin)).toEqual(expect.arrayContaining(acknowledged));
  expect(events.map(({ gtin }) => gtin).sort()).toEqual(stored.map(({ gtin }) => gtin).sort());
});

/** Backends of the import that PostgreSQL still runs. */
async function backends(): Promise<number> {
  const [row] = await scene.test.database.query(
    unprepared<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event = 'PgSleep'`,
    ),
  );
  return row?.n ?? 0;
}

it('the statement of an import that is killed ends with it, and its locks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'claims-faults-'));
  const file = join(folder, 'claims.csv');
  await writeFile(file, 'code,label,category\nVEGAN,Vegan,DIETARY\n');
  // A trigger makes the store as slow as that of a large file.
  await scene.test.database.query(
    unprepared(`create function slow() returns trigger language plpgsql as
      $$ begin perform pg_sleep(60); return new; end $$`),
  );
  await scene.test.database.query(
    unprepared('create trigger slow before insert on claim for each row execute function slow()'),
  );
  const child = spawn(process.execPath, [CLAIMS, 'import', 'claims', file], {
    env: { PATH: process.env.PATH, DATABASE_URL: scene.test.url },
    stdio: 'ignore',
  });
  while ((await backends()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const signal = AbortSignal.timeout(5_000);
  while ((await backends()) > 0) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await rm(folder, { recursive: true });
});
