import { chmod, readdir, stat } from 'node:fs/promises';
import { replaceFile } from '../../src/cli/import/replace-file.js';
import { runInProcess } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ImportFolder } from '../support/import-folder.js';

let test: TestDatabase;
let folder: ImportFolder;
let umask: number;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  // The loosest one, which the commands inherit.
  umask = process.umask(0);
});

afterAll(async () => {
  process.umask(umask);
  await folder.remove();
  await test.drop();
});

const modeOf = async (name: string) => (await stat(folder.file(name))).mode & 0o777;
const exportTo = (name: string) =>
  runInProcess(['export', 'assignments', folder.file(name)], { DATABASE_URL: test.url });

it.each(['new.csv', 'new.jsonl'])('only its owner may read an exported file: %s', async (name) => {
  await exportTo(name);
  expect(await modeOf(name)).toBe(0o600);
});

it('only its owner may read a file that replaces one that all could read', async () => {
  await chmod(await folder.write('loose.csv', 'old'), 0o666);
  await exportTo('loose.csv');
  expect(await modeOf('loose.csv')).toBe(0o600);
});

it('only its owner may read the temporary file', async () => {
  const mode = await replaceFile(folder.file('temporary.csv'), async () => {
    const temporary = (await readdir(folder.path)).find((name) => name.includes('temporary.csv'));
    return modeOf(temporary as string);
  });
  expect(mode).toBe(0o600);
});
