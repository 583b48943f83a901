import { OperatorError } from '../../../errors/operator-error.js';
import type { ImportColumn } from '../../../services/import/column.js';

/** How a name in a file matches one of our columns; the lower rank wins. */
export const RANKS = { mapped: 0, own: 1, alias: 2 } as const;

/** A match of a name in a file with one of our columns. */
export interface NamedColumn {
  readonly column: ImportColumn;
  readonly rank: (typeof RANKS)[keyof typeof RANKS];
}

/** Finds our columns by their names in files. */
export class ColumnNames {
  private readonly byName = new Map<string, NamedColumn>();
  private readonly byMappedName = new Map<string, ImportColumn>();

  /**
   * @param mapped names of the file by our columns, as the operator decides. Throws a sentence when one is unknown or
   * decided twice.
   */
  constructor(
    readonly columns: readonly ImportColumn[],
    mapped: ReadonlyMap<string, string>,
  ) {
    for (const column of columns) {
      for (const alias of column.aliases) this.byName.set(key(alias), { column, rank: RANKS.alias });
    }
    for (const column of columns) this.byName.set(key(column.name), { column, rank: RANKS.own });
    for (const [name, header] of mapped) this.map(name, header);
  }

  /** Returns our column of a name; undefined if there is none. */
  find(name: string): NamedColumn | undefined {
    const mapped = this.byMappedName.get(mappedKey(name));
    if (mapped) return { column: mapped, rank: RANKS.mapped };
    const found = this.byName.get(key(name));
    return found && !this.isMapped(found.column) ? found : undefined;
  }

  /** Whether the operator has decided which name the column has. */
  isMapped(column: ImportColumn): boolean {
    return [...this.byMappedName.values()].includes(column);
  }

  private map(name: string, header: string): void {
    const column = this.columns.find((each) => each.name === name);
    if (!column) {
      const known = this.columns.map((each) => each.name).join(', ');
      throw new OperatorError(`--map ${name}=${header}: "${name}" is not one of the columns ${known}.`);
    }
    if (this.byMappedName.has(mappedKey(header))) {
      throw new OperatorError(`--map names "${header}" for two columns.`);
    }
    this.byMappedName.set(mappedKey(header), column);
  }
}

/** Letter case, blanks, underscores and hyphens make no difference: `Product Name`, `product_name`. */
function key(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

function mappedKey(name: string): string {
  return name.trim().toLowerCase();
}
