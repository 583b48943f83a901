import { readdir } from 'node:fs/promises';
import { replaceFile } from '../../src/cli/import/replace-file.js';
import { unprepared } from '../../src/database/statement.js';
import { productExport } from '../../src/services/export/export-kind.js';
import { exportRows } from '../../src/services/export/export-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { ImportFolder } from '../support/import-folder.js';

let test: TestDatabase;
let folder: ImportFolder;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await ImportFolder.create();
  const mine = await new Fixtures(test.database).organization();
  await test.database.query(
    unprepared(`insert into product (gtin, organization_id, name)
      select lpad(n::text, 14, '0'), $1::uuid, repeat('x', 250) from generate_series(1, 50000) as n`),
    [mine],
  );
});

afterAll(async () => {
  await folder.remove();
  await test.drop();
});

const diskIsFull = async () => {
  throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
};

const endConnection = async () => {
  await test.database.query(
    unprepared(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`),
  );
};

describe.each([
  ['the disk is full', diskIsFull],
  ['the connection ends', endConnection],
])('when %s in the middle of an export', (_what, interruption) => {
  const exportInterrupted = (path: string) =>
    replaceFile(path, (write) => {
      let chunks = 0;
      return exportRows(test.database, productExport(null), 'csv', async (chunk) => {
        chunks += 1;
        if (chunks === 5) await interruption();
        await write(chunk);
      });
    });

  let failure: unknown;

  beforeAll(async () => {
    const path = await folder.write('kept.csv', 'old');
    failure = await exportInterrupted(path).catch((error: unknown) => error);
  });

  it('fails', () => {
    expect(failure).toBeInstanceOf(Error);
  });

  it('leaves the file that was there', async () => {
    expect(await folder.read('kept.csv')).toBe('old');
  });

  it('leaves no temporary file', async () => {
    expect(await readdir(folder.path)).toEqual(['kept.csv']);
  });

  it('leaves no file where there was none', async () => {
    await expect(exportInterrupted(folder.file('none.csv'))).rejects.toThrow();
    expect(await readdir(folder.path)).toEqual(['kept.csv']);
  });

  it('leaves the pool in order', async () => {
    const [row] = await test.database.query(unprepared<{ one: number }>('select 1 as one'));
    expect(row).toEqual({ one: 1 });
  });
});
