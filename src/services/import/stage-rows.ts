import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { givenValues } from './column.js';
import { copyText } from './copy-text.js';
import { type Fault, findingOf } from './fault.js';
import type { FileRecord, FileRow } from './file-record.js';
import { Findings } from './findings.js';
import type { ImportKind, StagedValue } from './import-kind.js';
import type { RejectedRows } from './rejected-rows.js';
import { REJECTED_COLUMNS } from './rejection.js';
import type { StagingTables } from './staging-tables.js';

/** What came of reading a file. */
export interface Staged {
  /** Records in the file. */
  readonly total: number;
  readonly errors: Findings;
  readonly warnings: Findings;
}

/** Where findings and refused rows go. */
interface Report {
  readonly rejected: RejectedRows | undefined;
  readonly columnName: (column: string) => string;
}

/**
 * Reads a file's records to their end, checks each by itself and puts the good ones into `import_row`. Memory does not grow
 * with the file.
 */
export async function stageRows(
  client: PoolClient,
  tables: StagingTables,
  kind: ImportKind,
  records: AsyncIterable<FileRecord>,
  report: Report,
): Promise<Staged> {
  await tables.create('import_row', columnsOf(kind, report.rejected !== undefined));
  if (report.rejected) await tables.create('import_rejected', REJECTED_COLUMNS);
  const stage = new Stage(kind, report);
  await pipeline(
    copyText(stage.goodRows(records)),
    client.query(copyFrom(tables.sql(`copy import_row from stdin with (encoding 'UTF8')`))),
  );
  // Autovacuum gathers no statistics of a temporary table, and without them its joins are loops.
  await client.query(tables.sql('analyze import_row'));
  return stage;
}

function columnsOf({ staging, key }: ImportKind, keepsRows: boolean): string[] {
  return [
    'line integer not null',
    ...staging.map(([name, type]) => `${name} ${type}`),
    ...key.map((name) => `given_${name} text`),
    ...(keepsRows ? ['file_row text not null'] : []),
  ];
}

class Stage implements Staged {
  total = 0;
  readonly errors = new Findings();
  readonly warnings = new Findings();

  constructor(
    private readonly kind: ImportKind,
    private readonly report: Report,
  ) {}

  async *goodRows(
    records: AsyncIterable<FileRecord>,
  ): AsyncGenerator<readonly [number, readonly StagedValue[]]> {
    const { kind } = this;
    for await (const record of records) {
      const { line } = record;
      if ('notice' in record) {
        this.warnings.add({ line, ...record.notice }, record.notice.message);
        continue;
      }
      this.total += 1;
      const checked = 'fault' in record ? record : kind.check(givenValues(kind.columns, record.values));
      if ('fault' in checked) {
        await this.refuse(line, checked.fault, record.row);
        continue;
      }
      if (checked.warning) this.warnings.add(...this.found(line, checked.warning, record.row));
      yield [line, [...checked.staged, ...this.asGiven(checked.staged, record.row)]];
    }
  }

  private async refuse(line: number, fault: Fault, row: FileRow | undefined): Promise<void> {
    const [finding, reason] = this.found(line, fault, row);
    this.errors.add(finding, reason);
    const { rejected } = this.report;
    if (!rejected) return;
    const message = finding.column === null ? finding.message : `${finding.column}: ${finding.message}`;
    await rejected.add({ line, message, text: row?.toText() ?? '' });
  }

  private found(line: number, { column, message }: Fault, row: FileRow | undefined) {
    const name = column === null ? null : this.report.columnName(column);
    const value = column === null ? undefined : row?.valueOf(column);
    return [findingOf(line, name, message, value), message] as const;
  }

  /** The key's values as they stand in the file, where they differ from the staged ones, and the row itself. */
  private asGiven(staged: readonly StagedValue[], row: FileRow | undefined): StagedValue[] {
    const given = this.kind.key.map((name, i) => {
      const value = row?.valueOf(name);
      return value === undefined || value === staged[i] || value.includes('\0') ? null : value;
    });
    if (this.report.rejected) given.push((row?.toText() ?? '').replaceAll('\0', ''));
    return given;
  }
}
