import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder of one test file's own. */
export class ImportFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(): Promise<ImportFolder> {
    return new ImportFolder(await mkdtemp(join(tmpdir(), 'claims-import-')));
  }

  /** The path of a file in the folder. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file, lines joined by line feeds, and gives its path. */
  async write(name: string, content: string | Buffer | readonly string[]): Promise<string> {
    const path = this.file(name);
    const isLines = typeof content !== 'string' && !Buffer.isBuffer(content);
    await writeFile(path, isLines ? `${content.join('\n')}\n` : content);
    return path;
  }

  read(name: string): Promise<string> {
    return readFile(this.file(name), 'utf8');
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}
