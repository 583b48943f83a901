import type { ImportColumn } from '../../services/import/column.js';

/**
 * What a cell of CSV stands for; null when it is empty. A cell that does not fit its column stays a text,
 * which the column's rule refuses.
 */
export function csvValue({ kind }: ImportColumn, cell: string): unknown {
  if (cell === '') return null;
  switch (kind) {
    case 'text':
      return cell;
    case 'boolean':
      return booleans.get(cell.toLowerCase()) ?? cell;
    case 'object':
      return parsed(cell);
  }
}

const booleans = new Map([
  ['true', true],
  ['false', false],
]);

function parsed(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
