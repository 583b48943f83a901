import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { givenValues } from './column.js';
import { copyText } from './copy-text.js';
import type { FileRecord } from './file-record.js';
import { Findings } from './findings.js';
import type { ImportKind, StagedValue } from './import-kind.js';

/** What came of reading a file. */
export interface Staged {
  /** Records in the file. */
  readonly total: number;
  readonly errors: Findings;
  readonly warnings: Findings;
}

/**
 * Reads a file's records to their end, checks each by itself and puts the good ones into `import_row`, a
 * temporary table of the transaction on `client`. Memory does not grow with the file.
 */
export async function stageRows(
  client: PoolClient,
  kind: ImportKind,
  records: AsyncIterable<FileRecord>,
): Promise<Staged> {
  const definitions = kind.staging.map(([name, type]) => `${name} ${type}`);
  await client.query(
    `create temporary table import_row (line integer not null, ${definitions.join(', ')}) on commit drop`,
  );
  const staged = { total: 0, errors: new Findings(), warnings: new Findings() };
  await pipeline(
    copyText(goodRows(kind, records, staged)),
    client.query(copyFrom(`copy import_row from stdin with (encoding 'UTF8')`)),
  );
  // Autovacuum gathers no statistics of a temporary table, and without them its joins are loops.
  await client.query('analyze import_row');
  return staged;
}

async function* goodRows(
  kind: ImportKind,
  records: AsyncIterable<FileRecord>,
  staged: { total: number; errors: Findings; warnings: Findings },
): AsyncGenerator<readonly [number, readonly StagedValue[]]> {
  for await (const record of records) {
    staged.total += 1;
    const { line } = record;
    const row = 'fault' in record ? record : kind.check(givenValues(kind.columns, record.values));
    if ('fault' in row) {
      staged.errors.add({ line, ...row.fault });
      continue;
    }
    if (row.warning) staged.warnings.add({ line, ...row.warning });
    yield [line, row.staged];
  }
}
