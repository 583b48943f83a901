import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { useEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { productName } from '../support/product-name.js';
import { serve } from '../support/served.js';
import { type TableDigest, tableDigests } from '../support/table-digests.js';

// Starting a database takes seconds on a busy machine, and some tests start several.

let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'claims-copy-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function digestsOf(dataDir: string): Promise<Readonly<Record<string, TableDigest>>> {
  const postgres = await useEmbeddedPostgres(dataDir, 'command');
  try {
    return await tableDigests(postgres.url);
  } finally {
    await postgres.release();
  }
}

describe('a copy of the folder of a stopped embedded database', () => {
  it('has every row, and serves with the same key', async () => {
    const dataDir = join(base, 'data');
    const copy = join(base, 'copy');
    await (await serve({ DATA_DIR: dataDir })).stop();
    // The copy of a link would be the same database.
    expect((await lstat(join(dataDir, 'postgres'))).isDirectory()).toBe(true);
    const digests = await digestsOf(dataDir);

    await promisify(execFile)('cp', ['-a', dataDir, copy]);
    await rm(dataDir, { recursive: true });

    expect(digests['public.product']?.rows).toBeGreaterThan(20);
    expect(await digestsOf(copy)).toEqual(digests);
    const served = await serve({ DATA_DIR: copy });
    try {
      const key = await readFile(join(copy, 'demo-key'), 'utf8');
      expect(await productName(served.url, key, '9520000000011')).toEqual(expect.any(String));
    } finally {
      await served.stop();
    }
  });
});
