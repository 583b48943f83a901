import { basename, extname } from 'node:path';
import { OperatorError } from '../../errors/operator-error.js';

/** The formats of imported and exported files. */
export type FileFormat = 'csv' | 'jsonl';

/** The format that a file's extension names. Throws a sentence for any other extension. */
export function fileFormat(path: string): FileFormat {
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.jsonl':
      return 'jsonl';
    default:
      throw new OperatorError(`${basename(path)} must end in .csv or .jsonl.`);
  }
}
