import type { ImportColumn } from '../../services/import/column.js';
import type { Header } from './header/header.js';

/** The layout of a file, known once its first record is read. */
export class FileLayout {
  /** Whether the records are lines of JSON. */
  isJson = false;
  /** Names and positions of a table's columns; undefined in JSONL. */
  header: Header | undefined;
  /** The delimiter of cells; a comma for the rows of a workbook that are written as text. */
  delimiter = ',';
  /** Whether the text began with a byte order mark or was not in UTF-8. */
  needsMark = false;
  private readonly memberNames = new Map<string, string>();

  /** Stores the name of a column in JSONL. */
  nameMember(column: ImportColumn, name: string): void {
    this.memberNames.set(column.name, name);
  }

  /** Returns the name in the file of one of our columns; our name if the file has none. */
  columnName(column: string): string {
    for (const [known, position] of this.header?.positions ?? []) {
      if (known.name === column) return this.header?.names[position] ?? column;
    }
    return this.memberNames.get(column) ?? column;
  }
}
