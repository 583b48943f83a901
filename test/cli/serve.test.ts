import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLAIMS, runClaims } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { PROCESS_ENVIRONMENT } from '../support/process-environment.js';
import { type Served, serve } from '../support/served.js';
import { Terminal } from '../support/terminal.js';

// Starting a database takes seconds on a busy machine, and some tests start several.

let folder: string;
let running: Served | undefined;

/** A folder for all tests of a group, because it takes seconds to make a database in it. */
function shareFolder(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'claims-serve-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
}

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function start(env: Record<string, string> = {}): Promise<Served> {
  running = await serve({ DATA_DIR: folder, ...env });
  return running;
}

const demoKey = () => readFile(join(folder, 'demo-key'), 'utf8');

async function query(url: string, key: string, text: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ query: text }),
  });
  return { status: response.status, body: (await response.json()) as any };
}

describe('claims serve on an empty folder', () => {
  shareFolder();

  it('is ready, with a demo that its key can read', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const { body } = await query(url, await demoKey(), '{ products { totalCount } claims { totalCount } }');
    expect(body.data.products.totalCount).toBeGreaterThan(20);
    expect(body.data.claims.totalCount).toBeGreaterThanOrEqual(40);
  });

  it('keeps the key of the demo to its owner, and out of the log', async () => {
    const served = await start();
    expect((await stat(join(folder, 'demo-key'))).mode & 0o777).toBe(0o600);
    expect(served.output().stderr).not.toContain(await demoKey());
    expect(served.output().stdout).toBe('');
  });

  it('keeps data and key over a restart', async () => {
    const first = await start();
    const key = await demoKey();
    expect(await first.stop()).toBe(0);
    const { url } = await start();
    expect(await demoKey()).toBe(key);
    expect((await query(url, key, '{ claims { totalCount } }')).status).toBe(200);
  });
});

describe('claims serve, when it is told to stop', () => {
  shareFolder();

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s and stops its database', async (signal) => {
    const served = await start();
    expect(await served.stop(signal)).toBe(0);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('lets a request that has begun finish', async () => {
    const served = await start();
    const body = JSON.stringify({ query: '{ claims { totalCount } }' });
    const { hostname, port } = new URL(served.url);
    const socket = createConnection(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-api-key: ${await demoKey()}\r\ncontent-length: ${body.length}\r\nexpect: 100-continue\r\n\r\n`,
    );
    // The server has begun the request.
    await eventually(() => answer.startsWith('HTTP/1.1 100 '));
    socket.write(body.slice(0, 5));
    const ended = served.stop();
    // It has stopped listening.
    await eventually(() =>
      fetch(`${served.url}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    socket.write(body.slice(5));
    expect(await ended).toBe(0);
    expect(answer).toMatch(/\r\nHTTP\/1\.1 200 /);
    expect(answer).toContain('"totalCount"');
  });
});

describe('claims serve is refused with one sentence', () => {
  shareFolder();

  it('when another one serves the same folder', async () => {
    await start();
    const second = await runClaims(['serve'], { DATA_DIR: folder, PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/^claims: .*DATABASE_URL.*\n$/);
  });

  it('when the port is taken, and the database is stopped again', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => occupant.once('listening', resolve));
    const { port } = occupant.address() as AddressInfo;
    const refused = await runClaims(['serve'], { DATA_DIR: folder, PORT: String(port) });
    occupant.close();
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(`claims: Port ${port} of 127.0.0.1 is in use: set PORT to another one.\n`);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('when the database cannot be reached', async () => {
    const refused = await runClaims(['serve'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^claims: .*DATABASE_URL.*ECONNREFUSED.*\n$/);
  });
});

describe('commands beside a running server', () => {
  shareFolder();

  it('use its database, and a key revoked by one is refused within 5 seconds', async () => {
    const { url } = await start();
    const env = { DATA_DIR: folder };
    const [organization] = JSON.parse((await runClaims(['organizations', 'list', '--json'], env)).stdout);
    const created = JSON.parse(
      (await runClaims(['keys', 'create', '--organization', organization.id, '--json'], env)).stdout,
    );
    expect((await query(url, created.key, '{ claims { totalCount } }')).status).toBe(200);
    expect((await runClaims(['keys', 'revoke', created.id], env)).code).toBe(0);
    const status = async () => (await query(url, created.key, '{ claims { totalCount } }')).status;
    await eventually(async () => (await status()) === 401, 5_000);
  });
});

describe('claims sign-in-link', () => {
  shareFolder();

  it('leads to the server that runs on the folder, whatever its port', async () => {
    const { url } = await start();
    const made = await runClaims(['sign-in-link', '--json'], { DATA_DIR: folder, PORT: '4321' });
    const link = JSON.parse(made.stdout).url;
    expect(link).toContain(`${url}/session/link/`);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
  });

  it('leads to the public address of that server', async () => {
    await start({ PUBLIC_URL: 'https://claims.example/api' });
    const made = await runClaims(['sign-in-link', '--json'], { DATA_DIR: folder });
    expect(JSON.parse(made.stdout).url).toMatch(/^https:\/\/claims\.example\/api\/session\/link\//);
  });

  it('leads to the configured port while no server runs, and says so', async () => {
    const { stdout } = await runClaims(['sign-in-link'], { DATA_DIR: folder, PORT: '4321' });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:4321\/session\/link\//);
    expect(stdout).toContain('No server runs on this DATA_DIR: start it first.');
  });
});

describe('on a terminal', () => {
  shareFolder();
  let terminal: Terminal | undefined;
  afterEach(() => terminal?.close());

  const onTerminal = (command: string) => {
    const env = { ...PROCESS_ENVIRONMENT, DATA_DIR: folder, PORT: '0' };
    terminal = new Terminal(`${process.execPath} ${CLAIMS} ${command}`, { cwd: process.cwd(), env });
    return terminal;
  };

  it('a start prints the addresses, a sign-in link and the key of the demo', async () => {
    const { output } = await onTerminal('serve').writes(/API key {4}csb_/, 30_000);
    const [, link = ''] = /Sign in {4}(\S+)/.exec(output) ?? [];
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    expect(output).toMatch(/Explorer {3}http:\S+\/graphiql\s/);
  });

  it('demo remove asks, and removes nothing unless the answer is yes', async () => {
    const asked = onTerminal('demo remove');
    await asked.writes(/Remove .* from .*\? \[y\/N\] /, 30_000);
    expect(await asked.answer('n')).toBe(1);
    expect(asked.output).toContain('claims: Nothing was removed.');
    expect(existsSync(join(folder, 'demo-key'))).toBe(true);
  });

  it('demo remove ends on Ctrl-C', async () => {
    const asked = onTerminal('demo remove');
    await asked.writes(/\[y\/N\] /, 30_000);
    expect(await asked.interrupt()).toBe(130);
    expect(existsSync(join(folder, 'demo-key'))).toBe(true);
  });

  it('demo remove removes the demo when the answer is yes', async () => {
    const asked = onTerminal('demo remove');
    await asked.writes(/\[y\/N\] /, 30_000);
    expect(await asked.answer('y')).toBe(0);
    expect(asked.output).toContain('Removed 25 products');
  });

  it('a start without the demo prints the addresses and how to sign in, and no key', async () => {
    const { output } = await onTerminal('serve').writes(/API key {4}create one/, 30_000);
    expect(output).toMatch(/Sign in {4}create a link with: \S+ sign-in-link --key ID\s/);
    expect(output).toMatch(/Explorer {3}http:\S+\/graphiql\s/);
    expect(output).not.toContain('csb_');
  });
});

describe('claims demo remove', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'claims-serve-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('takes products, claims, organization and key away, and they do not come back', async () => {
    await (await start()).stop();
    const env = { DATA_DIR: folder };
    const removed = await runClaims(['demo', 'remove', '--json'], env);
    expect(JSON.parse(removed.stdout)).toEqual({ products: 25, claims: 42, organization: true });
    expect(existsSync(join(folder, 'demo-key'))).toBe(false);
    await (await start()).stop();
    expect(JSON.parse((await runClaims(['organizations', 'list', '--json'], env)).stdout)).toEqual([]);
  });

  it('leaves the keys that the operator made for its organization', async () => {
    await (await start()).stop();
    const env = { DATA_DIR: folder };
    const [organization] = JSON.parse((await runClaims(['organizations', 'list', '--json'], env)).stdout);
    const made = await runClaims(['keys', 'create', '--organization', organization.id, '--json'], env);
    const removed = await runClaims(['demo', 'remove', '--json'], env);
    expect(JSON.parse(removed.stdout)).toMatchObject({ products: 25, organization: false });
    const kept = JSON.parse((await runClaims(['keys', 'list', '--json'], env)).stdout);
    expect(kept.map(({ id }: { id: string }) => id)).toEqual([JSON.parse(made.stdout).id]);
  });

  it('says so when there is none', async () => {
    const refused = await runClaims(['demo', 'remove'], { DATA_DIR: folder });
    expect(refused).toMatchObject({ code: 1, stderr: 'claims: There is no demo in this database.\n' });
  });
});
