import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { NOTES_MARK, performanceDocument } from './document.mjs';

const RESULTS = 'bench/results.json';
const DOCUMENT = 'docs/performance.md';

/** The committed results below a folder; undefined before the first run. */
export async function readResults(folder) {
  const text = await readFile(resolve(folder, RESULTS), 'utf8').catch(() => undefined);
  return text && JSON.parse(text);
}

/** Writes results and the document that is made from them. What was written by hand below its mark stays. */
export async function writeResults(folder, results) {
  const before = await readFile(resolve(folder, DOCUMENT), 'utf8').catch(() => '');
  const mark = before.indexOf(NOTES_MARK);
  const notes = mark < 0 ? '' : before.slice(mark + NOTES_MARK.length + 1);
  for (const file of [RESULTS, DOCUMENT]) await mkdir(dirname(resolve(folder, file)), { recursive: true });
  await writeFile(resolve(folder, RESULTS), `${JSON.stringify(results, null, 1)}\n`);
  await writeFile(resolve(folder, DOCUMENT), performanceDocument(results, notes));
}
