import type { ImportColumn } from '../../services/import/column.js';
import type { Header } from './header/header.js';

/** How a file is built, known once its first record is read. */
export class FileLayout {
  /** Whether the records are lines of JSON. */
  isJson = false;
  /** Names and positions of a table's columns; undefined in JSONL. */
  header: Header | undefined;
  /** Between the cells of a text; a comma for a workbook's rows when they are written as text. */
  delimiter = ',';
  /** Whether the text began with a byte order mark or was not in UTF-8. */
  needsMark = false;
  private readonly memberNames = new Map<string, string>();

  /** Remembers the name that a column has in JSONL. */
  nameMember(column: ImportColumn, name: string): void {
    this.memberNames.set(column.name, name);
  }

  /** Name of one of our columns in the file; ours while the file has none. */
  columnName(column: string): string {
    for (const [known, position] of this.header?.positions ?? []) {
      if (known.name === column) return this.header?.names[position] ?? column;
    }
    return this.memberNames.get(column) ?? column;
  }
}
