import { to as copyTo } from 'pg-copy-streams';
import type { Database } from '../../database/database.js';
import type { ExportKind } from './export-kind.js';

/** The formats of exports, which imports read. */
export type ExportFormat = 'csv' | 'jsonl';

/**
 * Passes all rows of one snapshot to `write`, chunk by chunk, and returns their number. Throws what `write`
 * throws, or what happened to the database.
 */
export async function exportRows(
  database: Database,
  kind: ExportKind,
  format: ExportFormat,
  write: (chunk: Buffer) => Promise<void>,
): Promise<number> {
  const copy = copyTo(format === 'csv' ? copyCsv(kind) : copyJson(kind, await database.isDistributed()));
  await database.transaction(async (client) => {
    await client.query('set local statement_timeout = 0');
    await drain(client.query(copy), write);
  });
  // Known once the connection has answered something later.
  return copy.rowCount;
}

/** Reads to the end even when nothing can be written any more: an abandoned COPY blocks its connection. */
async function drain(chunks: AsyncIterable<Buffer>, write: (chunk: Buffer) => Promise<void>): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  for await (const chunk of chunks) {
    if (failure) continue;
    await write(chunk).catch((error: unknown) => {
      failure = { error };
    });
  }
  if (failure) throw failure.error;
}

function copyCsv({ columns, asCsv, orderBy }: ExportKind): string {
  return `copy (select ${columns.join(', ')} from (${asCsv}) r order by ${orderBy}) to stdout with (format csv, header, encoding 'UTF8')`;
}

/**
 * One JSON text a line. The text format of COPY would double the backslashes; the CSV format leaves a
 * value alone that holds neither delimiter nor quote, and JSON writes no control character as it is.
 * @param isDistributed Citus sends whole rows to its nodes without the names of their columns.
 */
function copyJson({ columns, asJson, orderBy }: ExportKind, isDistributed: boolean): string {
  const members = columns.map((column) => `'${column}', r.${column}`);
  const json = isDistributed ? `json_build_object(${members.join(', ')})` : 'row_to_json(r)';
  return `copy (select ${json}::text from (${asJson}) r order by ${orderBy})
    to stdout with (format csv, delimiter e'\\x02', quote e'\\x01', encoding 'UTF8')`;
}
