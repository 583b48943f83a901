import { formulaText } from '../cells/cell-value.js';
import { MAX_COLUMNS, MAX_RECORD_BYTES } from '../record-limits.js';
import type { TableRow } from '../table/table-row.js';
import { cellPlace, columnLetters, MAX_ROWS, MAX_SHEET_COLUMNS } from './cell-reference.js';
import type { NumberFormat } from './number-formats.js';
import { numberText } from './number-text.js';
import type { TextTable } from './text-table.js';
import { unescaped } from './unescaped.js';
import { XmlFailure, type XmlHandler } from './xml-reader.js';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly texts: TextTable;
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
}

/** The row that is being read. */
interface OpenRow extends TableRow {
  readonly cells: string[];
  readonly faults: Map<number, string>;
  readonly refusals: Map<number, string>;
  size: number;
}

/** Maximum merged cells that are stored for the message. */
const MAX_MERGED = 1_000;

/** Collects the elements of a sheet into rows, each complete when its element ends. */
export class SheetHandler implements XmlHandler {
  /** Complete rows, which the caller takes out. */
  readonly rows: TableRow[] = [];
  /** References of merged cells, which follow the rows. */
  readonly merged: string[] = [];
  /** The last row with a cell. */
  lastLine = 0;
  private row: OpenRow | undefined;
  private line = 0;
  private position = -1;
  private type = '';
  private style = '';
  private value = '';
  private formula: string | undefined;
  private collected: 'value' | 'formula' | undefined;
  private phonetic = 0;

  constructor(private readonly context: SheetContext) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.openRow(attributes.r);
        return;
      case 'c':
        this.openCell(attributes);
        return;
      case 'rPh':
        this.phonetic += 1;
        return;
      case 'v':
        this.collected = 'value';
        return;
      case 't':
        this.collected = this.phonetic === 0 ? 'value' : undefined;
        return;
      case 'f':
        this.collected = 'formula';
        this.formula = '';
        return;
      case 'mergeCell':
        if (this.merged.length < MAX_MERGED) this.merged.push(attributes.ref ?? '');
    }
  }

  text(piece: string): void {
    if (!this.row || this.collected === undefined) return;
    this.grow(piece.length);
    if (this.collected === 'value') this.value += piece;
    else this.formula += piece;
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
      case 'f':
        this.collected = undefined;
        return;
      case 'rPh':
        this.phonetic -= 1;
        return;
      case 'c':
        this.closeCell();
        return;
      case 'row':
        this.closeRow();
    }
  }

  private openRow(number: string | undefined): void {
    const line = number === undefined ? this.line + 1 : Number(number);
    if (!(line > this.line && line <= MAX_ROWS)) throw new XmlFailure('the rows are not in order');
    this.line = line;
    this.position = -1;
    this.row = { line, cells: [], faults: new Map(), refusals: new Map(), size: 0 };
  }

  private closeRow(): void {
    const { row } = this;
    if (!row) return;
    this.rows.push(row);
    if (row.cells.length > 0) this.lastLine = row.line;
    this.row = undefined;
  }

  private openCell({ r, t = 'n', s = '' }: Readonly<Record<string, string>>): void {
    const position = r === undefined ? this.position + 1 : (cellPlace(r)?.column ?? -1);
    if (position <= this.position) throw new XmlFailure('the cells are not in order');
    if (position >= MAX_SHEET_COLUMNS) throw new XmlFailure('there are more columns than a sheet can have');
    this.position = position;
    this.type = t;
    this.style = s;
    this.value = '';
    this.formula = undefined;
  }

  private closeCell(): void {
    const { row } = this;
    if (!row) return;
    // One cell beyond the maximum shows that there are too many.
    const position = Math.min(this.position, MAX_COLUMNS);
    const text = this.cellText();
    this.grow(text.length);
    if (text === '' && this.formula === undefined) return;
    while (row.cells.length < position) row.cells.push('');
    row.cells[position] = text;
    const cell = `${columnLetters(this.position)}${row.line}`;
    if (this.formula !== undefined && formulaText(`=${this.formula}`) === undefined) {
      row.refusals.set(position, `the cell ${cell} contains a formula: copy the column and paste its values`);
    } else if (this.type === 'e') {
      row.faults.set(position, 'The cell contains an error');
    }
  }

  private cellText(): string {
    const { texts, formats, is1904 } = this.context;
    switch (this.type) {
      case 's': {
        const text = texts.get(Number(this.value));
        if (text === undefined) throw new XmlFailure('a text is missing');
        return text;
      }
      case 'b':
        return this.value === '1' ? 'true' : 'false';
      case 'n':
        return numberText(this.value, formats[Number(this.style)], is1904);
      default:
        return unescaped(this.value);
    }
  }

  private grow(length: number): void {
    const { row } = this;
    if (!row) return;
    row.size += length;
    if (row.size > MAX_RECORD_BYTES) {
      throw new XmlFailure(`row ${row.line} is larger than ${MAX_RECORD_BYTES} bytes`);
    }
  }
}
