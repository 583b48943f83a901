import { fileRefusal } from '../file-refusal.js';
import { MAX_RECORD_BYTES } from '../record-limits.js';
import type { Archive } from './archive.js';
import { readPart } from './read-part.js';
import { TextTable } from './text-table.js';
import { unescaped } from './unescaped.js';

/** Maximum bytes of the texts of a workbook: of a million rows with a hundred letters each. */
const MAX_TEXT_BYTES = 128 * 2 ** 20;

/** Maximum texts of a workbook: a tenth of the cells of a few full columns. */
const MAX_TEXTS = 4_000_000;

/** Reads the texts that cells of a workbook refer to by number. Throws a sentence if there are too many. */
export async function readSharedTexts(archive: Archive, part: string, path: string): Promise<TextTable> {
  const texts = new TextTable();
  let text = '';
  let isText = false;
  let phonetic = 0;
  const refuse = () => {
    throw fileRefusal(path, 'has more text than a workbook may have here: save the sheet as CSV');
  };
  await readPart(archive, part, path, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic += 1;
      isText = name === 't' && phonetic === 0;
    },
    text(piece) {
      if (!isText) return;
      text += piece;
      if (text.length > MAX_RECORD_BYTES) refuse();
    },
    close(name) {
      isText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name !== 'si') return;
      texts.add(unescaped(text));
      if (texts.bytes > MAX_TEXT_BYTES || texts.size > MAX_TEXTS) refuse();
    },
  });
  return texts;
}
