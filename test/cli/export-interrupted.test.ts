import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { someoneIsBlocked } from '../support/blocked.js';
import { CLAIMS } from '../support/cli.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ImportFolder } from '../support/import-folder.js';

let test: TestDatabase;
let folder: ImportFolder;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

it('an export that is told to stop leaves the file that was there and nothing else', async () => {
  const path = await folder.write('claims.csv', 'old');
  await test.database.transaction(async (client) => {
    // The export waits for this lock, its temporary file open.
    await client.query('lock table claim in access exclusive mode');
    const exporting = spawn(process.execPath, [CLAIMS, 'export', 'claims', path], {
      env: { PATH: process.env.PATH, DATABASE_URL: test.url },
    });
    await someoneIsBlocked(test.database);
    const names = await readdir(folder.path);
    exporting.kill('SIGTERM');
    await once(exporting, 'exit');
    expect([names.length, await readdir(folder.path), await folder.read('claims.csv')]).toEqual([
      2,
      ['claims.csv'],
      'old',
    ]);
  });
});
