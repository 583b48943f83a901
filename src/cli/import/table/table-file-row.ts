import type { FileRow } from '../../../services/import/file-record.js';
import type { Header } from '../header/header.js';

/** A row of a table as in the file. */
export class TableFileRow implements FileRow {
  constructor(
    private readonly cells: readonly string[],
    private readonly header: Header,
  ) {}

  valueOf(column: string): string | undefined {
    for (const [known, position] of this.header.positions) {
      if (known.name === column) return this.cells[position]?.trim();
    }
    return undefined;
  }

  toText(): string {
    return JSON.stringify(this.cells);
  }
}
