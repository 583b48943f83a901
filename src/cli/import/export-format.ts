import { basename, extname } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';
import type { ExportFormat } from '../../services/export/export-rows.js';

/** The format that the extension of an export's file names. Throws a sentence for any other extension. */
export function exportFormat(path: string): ExportFormat {
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.jsonl':
      return 'jsonl';
    default:
      throw new OperatorError(`${basename(path)} must end in .csv or .jsonl.`);
  }
}
