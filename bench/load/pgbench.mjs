import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DATA } from '../database/server.mjs';
import { removeWritten } from '../database/written.mjs';
import { POOL_SIZE } from '../measure/contenders.mjs';
import { pinned, run } from '../measure/processes.mjs';
import { scripts } from './pgbench-scripts.mjs';

/** pgbench of this machine; undefined where there is none. */
export async function findPgbench() {
  const debian = await readdir('/usr/lib/postgresql').catch(() => []);
  const candidates = [
    'pgbench',
    ...debian.sort().map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`),
  ];
  for (const program of candidates) {
    const output = await run([program, '--version'], { timeout: 10_000 }).catch(() => undefined);
    if (output) return { program, version: /[\d.]+/.exec(output)[0] };
  }
  return undefined;
}

/** Whether there is a statement for everything that a workload asks. */
export const knowsWorkload = ({ rotation }) => rotation.every(([kind]) => scripts[kind] !== undefined);

/** Sends the bare server's statements straight to the database: its own limit. */
export async function shootPgbench(
  { program },
  { rotation },
  { url, client, pairs, connections, seconds, core },
) {
  const folder = resolve(DATA, 'pgbench');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = [];
  for (const [kind, weight] of rotation) {
    await writeFile(resolve(folder, `${kind}.sql`), scripts[kind]);
    files.push('-f', `${resolve(folder, `${kind}.sql`)}@${weight}`);
  }
  // A server's callers share its connections to the database; here are as many.
  const clients = String(Math.min(connections, POOL_SIZE));
  const { first, used } = pairs.open();
  const output = await run(
    pinned(core, [
      ...[program, '-n', '-M', 'prepared', '-j', '1', '-c', clients, '-T', String(seconds)],
      ...['-D', `first=${first}`, '-D', 'turn=0', '-D', `clients=${clients}`, ...files],
      ...['-l', `--log-prefix=${resolve(folder, 'log')}`, url],
    ]),
    { timeout: (seconds + 30) * 1_000 },
  );
  const requests = Number(/actually processed: (\d+)/.exec(output)[1]);
  // Some clients are ahead of others.
  used(requests * 3 + 1_000);
  await removeWritten(client);
  const times = await latencies(folder);
  return {
    throughput: Number(/tps = ([\d.]+)/.exec(output)[1]),
    p50: times[Math.floor(times.length * 0.5)] / 1_000,
    p99: times[Math.floor(times.length * 0.99)] / 1_000,
    serverCpu: null,
    // Its connections have ended with it, and what they used is unknown.
    databaseCpu: null,
    resident: null,
  };
}

/** Microseconds of every transaction, in order. */
async function latencies(folder) {
  const [log] = (await readdir(folder)).filter((name) => name.startsWith('log'));
  const lines = (await readFile(resolve(folder, log), 'utf8')).trim().split('\n');
  return lines.map((line) => Number(line.split(' ')[2])).sort((a, b) => a - b);
}
