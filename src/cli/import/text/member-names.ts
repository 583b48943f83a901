import type { ImportColumn } from '../../../services/import/column.js';
import type { FileNotice } from '../../../services/import/file-record.js';
import type { FileLayout } from '../file-layout.js';
import { fileRefusal, lineRefusal } from '../file-refusal.js';
import type { ColumnNames, NamedColumn } from '../header/column-names.js';
import { REJECTION_COLUMNS, shortened } from '../header/header.js';
import { MAX_COLUMNS } from '../record-limits.js';

/** The members of one object. */
interface ReadMembers {
  /** Names of the members by our columns. */
  readonly columns: ReadonlyMap<ImportColumn, string>;
  /** Warnings about members that no earlier object has. */
  readonly notices: readonly FileNotice[];
  /** The fault of members that are no row. */
  readonly problem: string | undefined;
}

/** Finds our columns among the members of JSON objects, which may differ from line to line. */
export class MemberNames {
  private readonly met = new Map<string, NamedColumn | undefined>();

  constructor(
    private readonly names: ColumnNames,
    private readonly layout: FileLayout,
    private readonly path: string,
    private readonly strict: boolean,
  ) {}

  /** Throws a sentence for an unknown member in strict mode, and for too many different members. */
  read(object: Readonly<Record<string, unknown>>, line: number): ReadMembers {
    const found = new Map<ImportColumn, { readonly name: string; readonly rank: number }>();
    const notices: FileNotice[] = [];
    let problem: string | undefined;
    const isRejected = REJECTION_COLUMNS.every((name) => Object.hasOwn(object, name));
    for (const name of Object.keys(object)) {
      const named = this.find(name);
      if (named === undefined) {
        if (isRejected && REJECTION_COLUMNS.some((each) => each === name)) continue;
        notices.push(...this.unknown(name, line));
        continue;
      }
      const { column, rank } = named;
      const other = found.get(column);
      if (other?.rank === rank) {
        problem ??= `The members "${shortened(other.name)}" and "${shortened(name)}" can both be ${column.name}`;
      }
      if (!other || rank < other.rank) found.set(column, { name, rank });
    }
    const columns = new Map<ImportColumn, string>();
    for (const [column, { name }] of found) {
      columns.set(column, name);
      this.layout.nameMember(column, name);
    }
    return { columns, notices, problem };
  }

  private find(name: string): NamedColumn | undefined {
    if (this.met.has(name)) return this.met.get(name);
    const named = this.names.find(name);
    if (named) this.met.set(name, named);
    return named;
  }

  private unknown(name: string, line: number): FileNotice[] {
    if (this.met.has(name)) return [];
    const column = shortened(name);
    if (this.strict)
      throw lineRefusal(this.path, line, `there is no column "${column}" to import (--strict)`);
    if (this.met.size === MAX_COLUMNS) throw fileRefusal(this.path, `has more than ${MAX_COLUMNS} columns`);
    this.met.set(name, undefined);
    return [{ line, notice: { column, message: 'There is no such column: it is not read' } }];
  }
}
