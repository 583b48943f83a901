import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createEmptyDatabase } from '../support/empty-database.js';
import { type FilledDatabase, fillWithHistory } from '../support/history.js';
import { describeWithPgDump, postgresTool } from '../support/postgres-tools.js';
import { productName } from '../support/product-name.js';
import { serve } from '../support/served.js';
import { tableDigests } from '../support/table-digests.js';

const run = promisify(execFile);

describeWithPgDump('a dump of a PostgreSQL server', () => {
  let folder: string;
  let original: TestDatabase;
  let restored: TestDatabase;
  let filled: FilledDatabase;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'claims-backup-'));
    original = await createTestDatabase();
    filled = await fillWithHistory(original.database);
    restored = await createEmptyDatabase();
    const dump = join(folder, 'claims.dump');
    await run(postgresTool('pg_dump'), ['--format=custom', `--file=${dump}`, original.url]);
    await run(postgresTool('pg_restore'), [
      '--exit-on-error',
      '--no-owner',
      `--dbname=${restored.url}`,
      dump,
    ]);
  });
  afterAll(async () => {
    await original.drop();
    await restored.drop();
    await rm(folder, { recursive: true });
  });

  it('restores every row of every table', async () => {
    const digests = await tableDigests(original.url);
    expect(digests['public.claim_assignment_event']?.rows).toBeGreaterThan(300);
    expect(await tableDigests(restored.url)).toEqual(digests);
  });

  it('serves with the keys of the original', async () => {
    const served = await serve({ DATABASE_URL: restored.url });
    try {
      expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
      const [gtin = ''] = filled.products;
      expect(await productName(served.url, filled.key, gtin)).toBe('Brot 0 – "gut", \\n');
    } finally {
      await served.stop();
    }
  });
});
