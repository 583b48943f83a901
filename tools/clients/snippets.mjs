// The files in docs/clients.md: blocks of code whose first line is a comment with the file's name; JSON has it in the line before.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCKS = [/^```\w+\n(?:\/\/|#) (\S+)\n(.*?)^```$/gms, /^`(\S+)`:\n\n```json\n(.*?)^```$/gms];

const folder = join(import.meta.dirname, '.tmp-snippets');

/** Writes the files as a reader of the page would, and returns the folder that they are in. */
export async function writeSnippets() {
  const page = await readFile(new URL('../../docs/clients.md', import.meta.url), 'utf8');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [, name, text] of BLOCKS.flatMap((block) => [...page.matchAll(block)])) {
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The module of one file. Its settings are in the environment. */
export function importSnippet(name) {
  return import(join(folder, name));
}
