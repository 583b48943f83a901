import { unprepared } from '../../src/database/statement.js';
import { OperatorError } from '../../src/errors/operator-error.js';
import type { FileRecord } from '../../src/services/import/file-record.js';
import { importRows } from '../../src/services/import/import-rows.js';
import { productImport } from '../../src/services/import/products.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

let test: TestDatabase;
let fixtures: Fixtures;
let mine: string;

beforeAll(async () => {
  test = await createTestDatabase();
  fixtures = new Fixtures(test.database);
  mine = await fixtures.organization();
});

afterAll(() => test.drop());

/** So many records that some are sent before the last is read; `after` happens in their middle. */
async function* interrupted(after: () => Promise<void>): AsyncGenerator<FileRecord> {
  for (let i = 0; i < 50_000; i++) {
    if (i === 25_000) await after();
    yield { line: i + 2, values: { gtin: String(10_000_000 + i), name: 'x'.repeat(200) } };
  }
}

const importInterrupted = (after: () => Promise<void>) =>
  importRows(test.database, productImport(mine), interrupted(after));

const endConnection = async () => {
  await test.database.query(
    unprepared(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`),
  );
};

const cannotReadOn = async () => {
  throw new OperatorError('The file cannot be read on.');
};

describe.each([
  ['the connection ends', endConnection, /^The database failed \(.+\), and nothing was imported\.$/],
  ['the file cannot be read on', cannotReadOn, /^The file cannot be read on\.$/],
])('when %s in the middle of a file', (_what, after, sentence) => {
  let failure: unknown;

  beforeAll(async () => {
    failure = await importInterrupted(after).catch((error: unknown) => error);
  });

  it('says so in one sentence', () => {
    expect(failure).toEqual(
      expect.objectContaining({ name: 'OperatorError', message: expect.stringMatching(sentence) }),
    );
  });

  it('imports nothing', async () => {
    expect(await fixtures.count('product')).toBe(0);
  });

  it('leaves the pool in order', async () => {
    expect(await Promise.all(Array.from({ length: 10 }, () => fixtures.count('product')))).toHaveLength(10);
  });
});
