import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  type Revival,
  useEmbeddedPostgres,
} from '../../src/database/embedded/embedded-postgres.js';

/** What a user in a process of its own tells of itself. */
export type Answer = { url?: string; error?: string; released?: true };

/** A data folder of one test's own, with everything that uses it; nothing of it is left afterwards. */
export class EmbeddedFolder {
  dataDir: string;
  private readonly uses: EmbeddedPostgres[] = [];
  private readonly children: ChildProcess[] = [];

  readonly base: string;

  private constructor(base: string) {
    this.base = base;
    this.dataDir = join(base, 'data');
  }

  static async create(): Promise<EmbeddedFolder> {
    return new EmbeddedFolder(await mkdtemp(join(tmpdir(), 'claims embedded ')));
  }

  async use(role: 'server' | 'command' = 'command', revival?: Revival): Promise<EmbeddedPostgres> {
    const postgres = await useEmbeddedPostgres(this.dataDir, role, revival);
    this.uses.push(postgres);
    return postgres;
  }

  /** A user in a process of its own. */
  startUser(role: 'server' | 'command' = 'command'): ChildProcess {
    const script = new URL('./embedded-user.ts', import.meta.url);
    const child = fork(script, [this.dataDir, role], { execArgv: [], stdio: 'inherit' });
    this.children.push(child);
    return child;
  }

  /** Pid of the live postmaster of the data folder. */
  async postmasterPid(): Promise<number | undefined> {
    const file = await readFile(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(file.split('\n')[0]);
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return commandLine.includes(join('bin', 'postgres')) ? pid : undefined;
  }

  async remove(): Promise<void> {
    for (const child of this.children.splice(0)) await kill(child);
    for (const use of this.uses.splice(0)) await use.release();
    if ((await this.postmasterPid()) !== undefined) {
      await (await useEmbeddedPostgres(this.dataDir, 'command')).release();
    }
    const cluster = await realpath(join(this.dataDir, 'postgres')).catch(() => '');
    if (cluster.startsWith('/var/lib/claims-gateway/')) await rm(join(cluster, '..'), { recursive: true });
    await rm(this.base, { recursive: true, force: true });
  }
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function answerOf(child: ChildProcess): Promise<Answer> {
  return (await once(child, 'message'))[0] as Answer;
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
