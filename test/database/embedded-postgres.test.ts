import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { answerOf, EmbeddedFolder, kill, query } from '../support/embedded-folder.js';

// Starting a database takes seconds on a busy machine, and some tests start several.

const environment = { ...process.env };
let folder: EmbeddedFolder;

beforeEach(async () => {
  folder = await EmbeddedFolder.create();
});
afterEach(async () => {
  process.env = { ...environment };
  await folder.remove();
});

describe('embedded PostgreSQL', () => {
  it('creates the folder and the database, and keeps data over a restart', async () => {
    const first = await folder.use('server');
    await query(first.url, 'create table kept (n int)');
    await query(first.url, 'insert into kept values (42)');
    await first.release();
    await first.release();
    expect(await folder.postmasterPid()).toBeUndefined();

    const second = await folder.use('server');
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
    expect((await stat(folder.dataDir)).mode & 0o777).toBe(0o700);
    expect((await readdir(folder.dataDir)).sort()).toEqual([
      'lock',
      'postgres',
      'postgres-password',
      'postgres.lock',
      'postgres.log',
      'serve.lock',
    ]);
  });

  it('refuses connections without the password, which only the owner can read', async () => {
    const { url } = await folder.use();
    expect((await stat(join(folder.dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    wrong.password = '';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow();
    expect(await query(url, `select 1 from pg_hba_file_rules where auth_method <> 'scram-sha-256'`)).toEqual(
      [],
    );
    const commandLine = await readFile(`/proc/${await folder.postmasterPid()}/cmdline`, 'utf8');
    expect(commandLine).not.toContain(new URL(url).password);
  });

  it('listens on the loopback address only, in a session of its own', async () => {
    const { url } = await folder.use();
    const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
    const sockets = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
    const listening = sockets
      .flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
      .filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === '0A')
      .map(([, local]) => local);
    expect(listening).toEqual([`0100007F:${port}`]);

    const pid = await folder.postmasterPid();
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
    const { url } = await folder.use();
    process.env = { ...environment };
    expect(await query(url, 'show timezone')).toEqual([{ TimeZone: 'UTC' }]);
  });

  it('is shared by its users, and the last one stops it', async () => {
    const first = await folder.use('server');
    const pid = await folder.postmasterPid();
    const other = folder.startUser();
    expect(await answerOf(other)).toEqual({ url: first.url });
    await first.release();
    expect(await folder.postmasterPid()).toBe(pid);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    other.send('release');
    expect(await answerOf(other)).toEqual({ released: true });
    expect(await folder.postmasterPid()).toBeUndefined();
  });

  it('refuses a second server with a sentence that names DATABASE_URL', async () => {
    const first = await folder.use('server');
    await expect(folder.use('server')).rejects.toThrow(/^[^\n]*Another server[^\n]*DATABASE_URL[^\n]*\.$/);
    await expect(folder.use('server')).rejects.toMatchObject({ name: 'OperatorError' });
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.release();
    await folder.use('server');
  });

  it('adopts the server that a killed process has left behind', async () => {
    const killed = folder.startUser('server');
    const { url } = await answerOf(killed);
    const pid = await folder.postmasterPid();
    await kill(killed);
    expect(await folder.postmasterPid()).toBe(pid);
    const adopted = await folder.use('server');
    expect(adopted.url).toBe(url);
    await adopted.release();
    expect(await folder.postmasterPid()).toBeUndefined();
  });

  it('loses no acknowledged row when the whole server is killed while writing', async () => {
    const killed = await folder.use();
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
    process.kill(-(await folder.postmasterPid())!, 'SIGKILL');
    await expect(writing).rejects.toThrow();

    const again = await folder.use('server');
    const rows = await query(again.url, 'select n from written order by n');
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged);
    expect(rows.at(acknowledged - 1)).toEqual({ n: acknowledged });
    // The use that has lost its server leaves without a complaint.
    await killed.release();
    expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is started again by the process that serves the folder when all of it was killed', async () => {
    const { promise: revived, resolve } = Promise.withResolvers<number>();
    const { url } = await folder.use('server', { revived: resolve, failed: () => {} });
    await query(url, 'create table kept (n int)');
    process.kill(-(await folder.postmasterPid())!, 'SIGKILL');
    const again = new URL(url);
    again.port = String(await revived);
    expect(await query(again.href, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  });

  it('stays closed to a second server while it is down', async () => {
    const { promise: revived, resolve } = Promise.withResolvers<number>();
    await folder.use('server', { revived: resolve, failed: () => {} });
    process.kill(-(await folder.postmasterPid())!, 'SIGKILL');
    await expect(folder.use('server')).rejects.toThrow('Another server');
    await revived;
  });

  it('starts one server for processes that start at once', async () => {
    const users = [folder.startUser(), folder.startUser('server'), folder.startUser()];
    const answers = await Promise.all(users.map(answerOf));
    expect(answers[0]!.url).toMatch(/^postgres:/);
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    const released = users.map((user) => {
      user.send('release');
      return answerOf(user);
    });
    expect(await Promise.all(released)).toEqual(users.map(() => ({ released: true })));
    expect(await folder.postmasterPid()).toBeUndefined();
  });

  it('leaves a stranger alone whose number stands in a stale pid file', async () => {
    await (await folder.use()).release();
    const stranger = spawn('sleep', ['60']);
    const lines = [stranger.pid, join(folder.dataDir, 'postgres'), 1, 1, '', '127.0.0.1', '', 'ready   '];
    await writeFile(join(folder.dataDir, 'postgres/postmaster.pid'), `${lines.join('\n')}\n`);
    await folder.use();
    expect(await folder.postmasterPid()).not.toBe(stranger.pid);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    await kill(stranger);
  });

  it('begins again where initdb was interrupted', async () => {
    await mkdir(join(folder.dataDir, 'postgres.new-abcdef/data'), { recursive: true });
    await folder.use();
    expect(await readdir(folder.dataDir)).not.toContain('postgres.new-abcdef');
  });
});
