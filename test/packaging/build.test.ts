import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** In place of the compiler and of the explorer's build. */
const STEPS = {
  'node_modules/typescript/bin/tsc':
    "import fs from 'node:fs'; fs.mkdirSync('dist/cli', { recursive: true }); fs.writeFileSync('dist/cli/claims.js', '');",
  'explorer/build/build.mjs': "import fs from 'node:fs'; fs.mkdirSync('dist/explorer');",
};
const SOURCES = {
  'src/cli/claims.ts': '1',
  'src/old.ts': '1',
  'explorer/home/main.ts': '1',
  'tsconfig.json': '{}',
  'tsconfig.build.json': '{}',
  'package-lock.json': '{}',
  'package.json': '{"type":"module"}',
};

let root: string;

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}

function build(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'build/build.mjs'), ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
}

const BUILDS = { status: 0, stdout: 'Building…\n' };
const DOES_NOT_BUILD = { status: 0, stdout: '' };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'claims build '));
  await put({ ...STEPS, ...SOURCES });
  await mkdir(join(root, 'build'));
  await cp('build/build.mjs', join(root, 'build/build.mjs'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a build if sources have changed', () => {
  it('builds when nothing was built', () => {
    expect(build('--if-changed')).toMatchObject(BUILDS);
    expect(existsSync(join(root, 'dist/cli/claims.js'))).toBe(true);
    expect(existsSync(join(root, 'dist/explorer'))).toBe(true);
  });

  describe('after a build', () => {
    beforeAll(() => {
      build();
    });

    it('does nothing when the sources are the same, whatever their times', async () => {
      await utimes(join(root, 'src/old.ts'), new Date(), new Date());
      expect(build('--if-changed')).toMatchObject(DOES_NOT_BUILD);
    });

    it.each(Object.keys(SOURCES).filter((file) => file !== 'package.json'))(
      'builds when %s has changed',
      async (file) => {
        await put({ [file]: '{ }' });
        expect(build('--if-changed')).toMatchObject(BUILDS);
      },
    );

    it('builds when a source was removed, and leaves nothing of it', async () => {
      await put({ 'dist/old.js': '' });
      await rm(join(root, 'src/old.ts'));
      expect(build('--if-changed')).toMatchObject(BUILDS);
      expect(existsSync(join(root, 'dist/old.js'))).toBe(false);
    });

    it('builds when it was not asked to look for changes', () => {
      expect(build()).toMatchObject(BUILDS);
    });
  });

  it('builds again after a build that has failed', async () => {
    await put({ 'explorer/build/build.mjs': 'process.exit(3);' });
    expect(build('--if-changed')).toMatchObject({ status: 3, stdout: 'Building…\n' });
    expect(build('--if-changed')).toMatchObject({ status: 3, stdout: 'Building…\n' });
  });

  it('asks for the development dependencies when they are missing', async () => {
    await rm(join(root, 'node_modules'), { recursive: true });
    const refused = build('--if-changed');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toBe('The build needs the development dependencies: run npm ci.\n');
  });
});
