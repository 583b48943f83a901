// The files in docs/clients.md: blocks of code whose first line is a comment with the file's name; JSON has it in the line before.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCKS = [/^```\w+\n(?:\/\/|#) (\S+)\n(.*?)^```$/gms, /^`(\S+)`:\n\n```json\n(.*?)^```$/gms];

/** The files, written as a reader of the page would, in a folder of one test. */
export class Snippets {
  constructor(folder) {
    this.folder = folder;
  }

  /** @param name of the test. */
  static async write(name) {
    const page = await readFile(new URL('../../docs/clients.md', import.meta.url), 'utf8');
    const snippets = new Snippets(join(import.meta.dirname, `.tmp-${name}`));
    await snippets.remove();
    await mkdir(snippets.folder);
    for (const [, file, text] of BLOCKS.flatMap((block) => [...page.matchAll(block)])) {
      await writeFile(snippets.path(file), text);
    }
    return snippets;
  }

  path(file) {
    return join(this.folder, file);
  }

  text(file) {
    return readFile(this.path(file), 'utf8');
  }

  /** The module of one file. Its settings are in the environment. */
  import(file) {
    return import(this.path(file));
  }

  async remove() {
    await rm(this.folder, { recursive: true, force: true });
  }
}
