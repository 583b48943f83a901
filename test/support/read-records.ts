import { ImportFile } from '../../src/cli/import/import-file.js';
import { openInput } from '../../src/cli/import/import-input.js';
import { showProgress } from '../../src/cli/import/progress.js';
import type { ReadOptions } from '../../src/cli/import/read-options.js';
import { assignmentImport } from '../../src/services/import/assignments.js';
import { claimImport } from '../../src/services/import/claims.js';
import { productImport } from '../../src/services/import/products.js';
import type { ImportFolder } from './import-folder.js';

const UNUSED_ID = '00000000-0000-7000-8000-000000000000';

const columns = {
  products: productImport(UNUSED_ID).columns,
  claims: claimImport.columns,
  assignments: assignmentImport(UNUSED_ID).columns,
};

/** What a file was read as. */
export interface ReadFile {
  /** Values of the records that can be read, without the empty ones. */
  readonly values: readonly Readonly<Record<string, unknown>>[];
  readonly faults: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly message: string;
  }[];
  readonly notices: readonly { readonly line: number; readonly column: string; readonly message: string }[];
}

/** Reads a file as an import does, without a database. */
export async function readRecords(
  folder: ImportFolder,
  content: string | Buffer | readonly string[],
  options: Partial<ReadOptions> & { readonly kind?: keyof typeof columns; readonly name?: string } = {},
): Promise<ReadFile> {
  const { kind = 'products', name = 'file.csv', ...given } = options;
  const input = await openInput(await folder.write(name, content));
  const read = { values: [] as any[], faults: [] as any[], notices: [] as any[] };
  try {
    const file = new ImportFile(input, columns[kind], { map: new Map(), strict: false, ...given });
    for await (const record of file.records(showProgress(0))) {
      const { line } = record;
      if ('notice' in record) read.notices.push({ line, ...record.notice });
      else if ('fault' in record) read.faults.push({ line, ...record.fault });
      else read.values.push(withoutNulls(record.values));
    }
  } finally {
    await input.close();
  }
  return read;
}

function withoutNulls(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
