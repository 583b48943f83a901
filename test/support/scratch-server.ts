import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveTo, runAs, underAccount } from '../../src/database/embedded/account.js';
import { type Binaries, findBinaryPackage } from '../../src/database/embedded/binaries.js';
import { type Cluster, prepareCluster } from '../../src/database/embedded/cluster.js';
import { openDataFolder } from '../../src/database/embedded/data-folder.js';
import { placeNewCluster } from '../../src/database/embedded/placement.js';
import { findPostmaster } from '../../src/database/embedded/postmaster.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';

/** Ends the server when its input ends: however a test's process ends, no server stays behind. */
const GUARD = '"$@" & cat >/dev/null; kill -QUIT $! 2>/dev/null; wait';

/** How a server is started. */
export interface ScratchServerOptions {
  /** Settings of `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Lines of `pg_hba.conf`, which decides who may connect how. */
  readonly access: readonly string[];
}

/** A PostgreSQL server of a test's own, whose settings the test decides. Its superuser is `postgres`. */
export class ScratchServer {
  private guard: ChildProcess | undefined;

  readonly folder: string;
  readonly port: number;
  private readonly cluster: Cluster;

  private constructor(folder: string, port: number, cluster: Cluster) {
    this.folder = folder;
    this.port = port;
    this.cluster = cluster;
  }

  /** Prepares a server that does not run yet. */
  static async create(): Promise<ScratchServer> {
    const folder = await mkdtemp(join(tmpdir(), 'claims-pg-'));
    const data = await openDataFolder(join(folder, 'data'));
    const cluster = await prepareCluster(data, await findBinaryPackage(), 'secret');
    return new ScratchServer(folder, await freePort(), cluster);
  }

  /** Prepares a server of these programs, such as Debian's, that does not run yet. Everyone on loopback may connect. */
  static async createOf(binaries: Binaries): Promise<ScratchServer> {
    const folder = await mkdtemp(join(tmpdir(), 'claims-pg-'));
    const { account, home } = await placeNewCluster(await openDataFolder(join(folder, 'data')));
    const cluster: Cluster = { path: join(home, 'postgres'), account, binaries };
    const options = ['-U', 'postgres', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8', '--no-sync'];
    await runOrThrow(cluster, [binaries.initdb, '-D', cluster.path, ...options]);
    return new ScratchServer(folder, await freePort(), cluster);
  }

  /** The same database on another server, which will follow this one. This one must run. */
  async createReplica(pgBasebackup: string): Promise<ScratchServer> {
    const path = `${this.cluster.path}-replica-${randomUUID()}`;
    const from = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres'];
    const options = ['-R', '-X', 'stream', '--checkpoint=fast', '--no-sync'];
    await runOrThrow(this.cluster, [pgBasebackup, '-D', path, ...from, ...options]);
    return new ScratchServer(this.folder, await freePort(), { ...this.cluster, path });
  }

  /** Halts all processes of the server: connections stay, new ones are taken, and nothing is answered. */
  async halt(): Promise<void> {
    for (const pid of await this.processes()) process.kill(pid, 'SIGSTOP');
  }

  async resume(): Promise<void> {
    for (const pid of await this.processes()) process.kill(pid, 'SIGCONT');
  }

  private async processes(): Promise<number[]> {
    const postmaster = await findPostmaster(this.cluster.path);
    if (!postmaster) return [];
    const { pid } = postmaster;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return [pid, ...children.split(' ').filter(Boolean).map(Number)];
  }

  /** The same database on another server, as a standby that follows nothing. This one must not run. */
  async createStandby(): Promise<ScratchServer> {
    const path = `${this.cluster.path}-standby-${this.port}`;
    await cp(this.cluster.path, path, { recursive: true });
    await writeFile(join(path, 'standby.signal'), '');
    await giveTo(this.cluster.account, path);
    return new ScratchServer(this.folder, await freePort(), { ...this.cluster, path });
  }

  /** A file that the server may read, such as its key. */
  async install(from: string, name: string): Promise<string> {
    const path = join(this.cluster.path, name);
    await cp(from, path);
    await giveTo(this.cluster.account, path);
    return path;
  }

  /** Starts the server on loopback, and on a Unix socket in `socketFolder`. */
  async start({ settings = {}, access }: ScratchServerOptions): Promise<void> {
    const { account, binaries, path } = this.cluster;
    await writeFile(join(path, 'pg_hba.conf'), `${access.join('\n')}\n`);
    const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', ...settings };
    const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const command = [binaries.postgres, '-D', path, '-p', String(this.port), ...options];
    const [[file = '', ...args], owner] = underAccount(account, ['sh', '-c', GUARD, 'sh', ...command]);
    const env = { PATH: process.env.PATH, TZ: 'UTC' };
    const guard = spawn(file, args, { ...owner, env, stdio: ['pipe', 'ignore', 'pipe'] });
    this.guard = guard;
    let log = '';
    guard.stderr.on('data', (chunk) => {
      log += chunk;
    });
    await eventually(async () => {
      if (guard.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log}`);
      return (await findPostmaster(path))?.ready === true;
    });
  }

  /** Ends the server; in order, so that its data can be copied, or at once. */
  async stop(how: 'in order' | 'at once' = 'at once'): Promise<void> {
    const { guard } = this;
    if (!guard || guard.exitCode !== null) return;
    const exited = once(guard, 'exit');
    if (how === 'in order') {
      const postmaster = await findPostmaster(this.cluster.path);
      if (postmaster) process.kill(postmaster.pid, 'SIGINT');
      await eventually(async () => (await findPostmaster(this.cluster.path)) === undefined);
    }
    guard.stdin?.end();
    await exited;
  }

  /** Ends the server and removes the folder, standbys included. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
    if (!this.cluster.path.startsWith(this.folder)) {
      await rm(join(this.cluster.path, '..'), { recursive: true, force: true });
    }
  }
}

async function runOrThrow({ account }: Cluster, command: readonly string[]): Promise<void> {
  const { code, output } = await runAs(account, command);
  if (code !== 0) throw new Error(`${command[0]}: ${output}`);
}
