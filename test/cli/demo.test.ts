import { chown, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDemo } from '../../src/cli/demo/demo.js';
import type { Database } from '../../src/database/database.js';
import { findKeyId } from '../../src/identity/manage-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

let test: TestDatabase;
let folder: string;

beforeEach(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'claims-demo-'));
});
afterEach(async () => {
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A start that ends when the demo is about to be written. */
async function interruptedStart(): Promise<void> {
  const { database } = test;
  const interrupted = {
    query: database.query.bind(database),
    transaction: () => Promise.reject(new Error('interrupted')),
  } as unknown as Database;
  await expect(ensureDemo(interrupted, folder)).rejects.toThrow('interrupted');
}

describe('a start that was interrupted before the demo was written', () => {
  it('has kept the key already', async () => {
    await interruptedStart();
    expect(await readdir(folder)).toEqual(['demo-key']);
  });

  it('is made good by the next one: a demo with a key that it knows', async () => {
    await interruptedStart();
    const key = await ensureDemo(test.database, folder);
    expect(await findKeyId(test.database, key as string)).toBeDefined();
    expect(await new Fixtures(test.database).count('product')).toBe(25);
  });

  it('leaves no demo behind in a database that was filled before the next one', async () => {
    await interruptedStart();
    await new Fixtures(test.database).organization();
    expect(await ensureDemo(test.database, folder)).toBeUndefined();
  });
});

describe('the key of the demo', () => {
  it('belongs to whom the folder belongs, root or not', async () => {
    if (process.geteuid?.() === 0) await chown(folder, 65534, 65534);
    await ensureDemo(test.database, folder);
    const [key, owner] = await Promise.all([stat(join(folder, 'demo-key')), stat(folder)]);
    expect([key.uid, key.mode & 0o777]).toEqual([owner.uid, 0o600]);
  });

  it('is not written where a link leads', async () => {
    const other = join(folder, 'other');
    await writeFile(other, 'kept');
    await symlink(other, join(folder, 'demo-key.new'));
    await ensureDemo(test.database, folder);
    expect(await readFile(other, 'utf8')).toBe('kept');
  });
});
