import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** A PgBouncer of a test's own, on loopback. */
export interface PgBouncer {
  /** The database that it was started for, through the pooler. */
  readonly url: string;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

// Debian keeps it where only root's path leads.
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
const version = spawnSync('pgbouncer', ['--version'], { env: { PATH }, encoding: 'utf8' });
const isInstalled = version.status === 0;
if (!isInstalled) {
  const missing = 'pgbouncer is not on the PATH';
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`${missing}: the tests of poolers are skipped\n`);
}

/** As `describe`, for tests that need PgBouncer: skipped on a machine without one, unless it is CI's. */
export const describeWithPgBouncer = isInstalled ? describe : describe.skip;

/** From this version on PgBouncer can follow named statements, and does so by default later. */
const FOLLOWS_STATEMENTS = [1, 21] as const;

/** Ends the pooler when its input ends: however a test's process ends, no pooler stays behind. */
const GUARD = 'pgbouncer "$1" & pid=$!; cat >/dev/null; kill -KILL $pid 2>/dev/null; wait';

const READY_WITHIN_MS = 10_000;

/**
 * Starts PgBouncer as it is configured by default, but for the pooling mode.
 *
 * @param databaseUrl the one database that it connects to.
 * @param settings what is configured otherwise.
 */
export async function startPgBouncer(
  databaseUrl: string,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'claims-pgbouncer-'));
  const port = await freePort();
  const url = new URL(databaseUrl);
  const configuration = join(folder, 'pgbouncer.ini');
  await writeFile(configuration, iniOf(url, { ...defaults(port), ...settings }));
  if (process.getuid?.() === 0) await chmod(folder, 0o755);
  const guard = spawn('sh', ['-c', GUARD, 'sh', configuration], {
    env: { PATH },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  await ready(guard);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    remove: async () => {
      const exited = once(guard, 'exit');
      guard.stdin?.end();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function defaults(port: number): Record<string, string | number> {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version.stdout) ?? []).slice(1).map(Number);
  const follows =
    major > FOLLOWS_STATEMENTS[0] || (major === FOLLOWS_STATEMENTS[0] && minor >= FOLLOWS_STATEMENTS[1]);
  return {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    pool_mode: 'transaction',
    // The user of the database below, for every client.
    auth_type: 'any',
    // So that named statements fail with every version, as they do with poolers that cannot follow them.
    ...(follows && { max_prepared_statements: 0 }),
    // It refuses to run as root, whose right it gives up.
    ...(process.getuid?.() === 0 && { user: 'nobody' }),
  };
}

function iniOf(url: URL, settings: Readonly<Record<string, string | number>>): string {
  const quoted = (value: string) => `'${decodeURIComponent(value).replaceAll("'", "''")}'`;
  const database = url.pathname.slice(1);
  return [
    '[databases]',
    `${database} = host=${url.hostname} port=${url.port || 5432} user=${quoted(url.username)} password=${quoted(url.password)}`,
    '[pgbouncer]',
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
    '',
  ].join('\n');
}

function ready(guard: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const deadline = setTimeout(() => {
      guard.stdin?.end();
      reject(new Error(`pgbouncer did not start: ${log}`));
    }, READY_WITHIN_MS);
    guard.stderr?.on('data', (chunk) => {
      log += chunk;
      if (!log.includes('process up')) return;
      clearTimeout(deadline);
      resolve();
    });
  });
}
