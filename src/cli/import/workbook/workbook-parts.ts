import { posix } from 'node:path';
import { shown } from '../../../services/import/fault.js';
import { fileRefusal } from '../file-refusal.js';
import type { Archive } from './archive.js';
import { readPart } from './read-part.js';
import { localName } from './xml-reader.js';

/** The parts of a workbook that a sheet's rows need. */
export interface WorkbookParts {
  readonly sheetName: string;
  readonly sheet: string;
  /** Undefined if no cell has such texts. */
  readonly sharedTexts: string | undefined;
  readonly styles: string | undefined;
  /** Whether days are counted from 1904 on. */
  readonly is1904: boolean;
}

/** A part that another one refers to. */
interface Relationship {
  readonly id: string;
  /** The last part of its type, such as `worksheet`. */
  readonly type: string;
  readonly part: string;
}

interface Sheet {
  readonly name: string;
  readonly id: string;
  readonly isHidden: boolean;
}

/** Maximum sheets that a message lists. */
const MAX_NAMED = 10;

/** Finds a sheet by name, or the first visible one. Throws a sentence if there is none. */
export async function findParts(
  archive: Archive,
  path: string,
  sheetName: string | undefined,
): Promise<WorkbookParts> {
  const roots = await relationships(archive, '', path);
  const workbook = roots.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!archive.has(workbook)) throw fileRefusal(path, 'is a ZIP archive without a workbook: unpack it first');
  const { sheets, is1904 } = await readWorkbook(archive, workbook, path);
  const related = await relationships(archive, workbook, path);
  const partOf = ({ id }: Sheet) =>
    related.find((one) => one.id === id && one.type === 'worksheet' && archive.has(one.part))?.part;
  const readable = sheets.filter((sheet) => partOf(sheet) !== undefined);
  const found = chosen(readable, sheetName);
  const sheet = found && partOf(found);
  if (!found || sheet === undefined) throw fileRefusal(path, noSheet(readable, sheetName));
  const byType = (type: string) => related.find((one) => one.type === type)?.part;
  return {
    sheetName: found.name,
    sheet,
    sharedTexts: byType('sharedStrings'),
    styles: byType('styles'),
    is1904,
  };
}

function chosen(sheets: readonly Sheet[], name: string | undefined): Sheet | undefined {
  if (name === undefined) return sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
  const wanted = name.trim().toLowerCase();
  return (
    sheets.find((sheet) => sheet.name === name) ??
    sheets.find((sheet) => sheet.name.trim().toLowerCase() === wanted)
  );
}

function noSheet(sheets: readonly Sheet[], name: string | undefined): string {
  if (name === undefined || sheets.length === 0) return 'has no sheet';
  const names = sheets.slice(0, MAX_NAMED).map((sheet) => shown(sheet.name));
  return `has no sheet ${shown(name)}, but ${names.join(', ')}${sheets.length > MAX_NAMED ? ', …' : ''}`;
}

async function readWorkbook(archive: Archive, part: string, path: string) {
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readPart(archive, part, path, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const reference = Object.keys(attributes).find((key) => key !== 'id' && localName(key) === 'id');
      sheets.push({
        name: attributes.name ?? '',
        id: reference === undefined ? '' : (attributes[reference] ?? ''),
        isHidden: /hidden$/i.test(attributes.state ?? ''),
      });
    },
  });
  return { sheets, is1904 };
}

/** The parts of the archive that a part refers to; references to the outside are omitted. */
async function relationships(archive: Archive, part: string, path: string): Promise<Relationship[]> {
  const folder = posix.dirname(part);
  const found: Relationship[] = [];
  await readPart(archive, posix.join(folder, '_rels', `${posix.basename(part)}.rels`), path, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = posix.join('/', Target.startsWith('/') ? '' : folder, Target);
      found.push({ id: Id, type: posix.basename(Type), part: target.slice(1) });
    },
  });
  return found;
}
