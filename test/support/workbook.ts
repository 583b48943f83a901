import { type ZipPart, zip } from './zip.js';

/** A cell: its text, or attributes and content of its element. */
export type WorkbookCell = string | number | { readonly attributes?: string; readonly inner: string };

/** A sheet of a workbook. */
export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookCell[])[];
  readonly isHidden?: boolean;
  /** References of merged cells. */
  readonly merged?: readonly string[];
  /** The part's content, instead of the rows. */
  readonly xml?: string;
}

interface Options {
  readonly is1904?: boolean;
  /** Codes of the number formats of cell styles, from style 1 on. */
  readonly formats?: readonly string[];
  /** Parts in addition to or instead of ours. */
  readonly parts?: readonly ZipPart[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Builds an .xlsx workbook whose texts are shared, as Excel writes it. */
export function workbook(sheets: readonly WorkbookSheet[], options: Options = {}): Buffer {
  const { is1904 = false, formats = [], parts = [] } = options;
  const texts: string[] = [];
  const own: ZipPart[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: relations([['r1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${sheets
        .map(
          ({ name, isHidden }, i) =>
            `<sheet name="${escaped(name)}" sheetId="${i + 1}"${isHidden ? ' state="hidden"' : ''} r:id="s${i}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...sheets.map((_, i): [string, string, string] => [
          `s${i}`,
          'worksheet',
          `worksheets/sheet${i + 1}.xml`,
        ]),
        ['t', 'sharedStrings', 'sharedStrings.xml'],
        ['f', 'styles', 'styles.xml'],
      ]),
    },
    ...sheets.map((sheet, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: sheet.xml ?? sheetXml(sheet, texts),
    })),
    { name: 'xl/styles.xml', content: stylesXml(formats) },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${MAIN}">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return zip([...own.filter(({ name }) => !replaced.has(name)), ...parts]);
}

/** A sheet of a workbook with nothing else in it. */
export function sheetOf(...rows: readonly (readonly WorkbookCell[])[]): Buffer {
  return workbook([{ name: 'Sheet1', rows }]);
}

function sheetXml({ rows, merged = [] }: WorkbookSheet, texts: string[]): string {
  const body = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, row, column, texts)).join('')}</row>`,
  );
  const merges = merged.map((reference) => `<mergeCell ref="${reference}"/>`);
  const end = merges.length > 0 ? `<mergeCells>${merges.join('')}</mergeCells>` : '';
  return `<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData>${end}</worksheet>`;
}

function cellXml(cell: WorkbookCell, row: number, column: number, texts: string[]): string {
  const place = `r="${String.fromCharCode(65 + column)}${row + 1}"`;
  if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
  if (typeof cell !== 'string') return `<c ${place} ${cell.attributes ?? ''}>${cell.inner}</c>`;
  if (cell === '') return '';
  texts.push(cell);
  return `<c ${place} t="s"><v>${texts.length - 1}</v></c>`;
}

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`);
  const styles = formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`);
  return `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const each = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${each.join('')}</Relationships>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
