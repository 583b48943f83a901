import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.js';
import { Terminal } from '../support/terminal.js';

const run = promisify(execFile);

/** Variables that programs need to reach the registry and to write text. */
const PASSED_ON = [
  'LANG',
  'TERM',
  'TMPDIR',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'HTTPS_PROXY',
  'https_proxy',
];

/** Longest time of the commands of one block, in milliseconds. */
const TIMEOUT_MS = 300_000;

/**
 * A copy of the checkout as a new user has it: nothing installed, nothing built, an empty home, and one version of npm
 * on the machine's Node.js. Its server listens on a free port in place of 4000.
 */
export class FreshCheckout {
  readonly base: string;
  readonly folder: string;
  readonly port: number;
  private readonly env: Readonly<Record<string, string | undefined>>;

  private constructor(base: string, port: number, env: FreshCheckout['env']) {
    this.base = base;
    this.folder = folderIn(base);
    this.port = port;
    this.env = env;
  }

  /** @param npm version of npm, from the registry; the packages come from npm's cache, as far as it has them. */
  static async create(npm: string): Promise<FreshCheckout> {
    const base = await mkdtemp(join(tmpdir(), 'claims-readme-'));
    await copyCheckout(folderIn(base));
    const tools = join(base, 'npm');
    await mkdir(tools);
    await writeFile(join(tools, 'package.json'), '{}');
    const path = machinePath();
    const { stdout: cache } = await run('npm', ['config', 'get', 'cache'], {
      env: { ...process.env, PATH: path },
    });
    const port = await freePort();
    const env = {
      ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
      HOME: join(base, 'home'),
      PATH: [join(tools, 'node_modules', '.bin'), path].join(delimiter),
      PORT: String(port),
      npm_config_cache: cache.trim(),
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
    };
    await mkdir(env.HOME);
    await run('npm', ['install', '--no-audit', '--no-fund', `npm@${npm}`], { cwd: tools, env });
    return new FreshCheckout(base, port, env);
  }

  /** Where its server is. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Runs commands to their end, without a terminal, and returns what they wrote. Throws when one of them fails. */
  async run(commands: string, cwd = this.folder): Promise<string> {
    const script = `set -euo pipefail\n${this.adapted(commands)}`;
    const options = { cwd, env: this.env, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
    const { stdout, stderr } = await run('bash', ['-c', script], options);
    return stdout + stderr;
  }

  /** Starts commands on a terminal of their own. */
  start(commands: string, cwd = this.folder): Terminal {
    return new Terminal(this.adapted(commands), { cwd, env: this.env });
  }

  remove(): Promise<void> {
    return rm(this.base, { recursive: true, force: true });
  }

  private adapted(commands: string): string {
    return commands.replaceAll('localhost:4000', `localhost:${this.port}`);
  }
}

function folderIn(base: string): string {
  return join(base, 'claims-gateway');
}

/** Copies the files that git knows, as they are in the working tree. */
async function copyCheckout(folder: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z']);
  for (const file of stdout.split('\0').filter(Boolean)) {
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    // Deleted files are listed until that is committed.
    await cp(file, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** PATH without what npm puts before it: the checkout's own Node.js must not be found. */
function machinePath(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !/node_modules|node-gyp-bin/.test(folder)).join(delimiter);
}
