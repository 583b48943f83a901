import { randomUUID } from 'node:crypto';
import { open, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { OperatorError } from '../../../errors/operator-error.js';
import type { RejectedRow, RejectedRows } from '../../../services/import/rejected-rows.js';
import type { FileLayout } from '../file-layout.js';
import { fileProblem } from '../file-problem.js';
import { identityOf } from '../import-input.js';
import { rejectedWriter } from './rejected-text.js';

/** Approximate size of a write, in UTF-16 code units. */
const CHUNK = 65_536;

/**
 * The file of rejected rows. Rows that are refused while the file is read are stored in an unlinked temporary file
 * until the database has refused others, so that all are written in the order of the file.
 */
export class RejectedFile implements RejectedRows {
  private lines = '';

  private constructor(
    private readonly layout: FileLayout,
    private readonly write: (chunk: Buffer) => Promise<void>,
    private readonly spool: Awaited<ReturnType<typeof open>>,
    private readonly path: string,
  ) {}

  /** @param write appends to the file. */
  static async create(
    path: string,
    layout: FileLayout,
    write: (chunk: Buffer) => Promise<void>,
  ): Promise<RejectedFile> {
    const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
    const spool = await open(temporary, 'wx+', 0o600).catch((error) => {
      throw fileProblem(path, 'written', error);
    });
    await unlink(temporary);
    return new RejectedFile(layout, write, spool, path);
  }

  async add(row: RejectedRow): Promise<void> {
    this.lines += `${JSON.stringify(row)}\n`;
    if (this.lines.length >= CHUNK) await this.flush();
  }

  async finish(others: AsyncIterable<RejectedRow>): Promise<void> {
    await this.flush();
    const writer = rejectedWriter(this.layout);
    let text = writer.begin();
    for await (const row of inOrder(this.spooled(), others)) {
      text += writer.row(row);
      if (text.length < CHUNK) continue;
      await this.write(Buffer.from(text));
      text = '';
    }
    await this.write(Buffer.from(text));
  }

  close(): Promise<void> {
    return this.spool.close();
  }

  private async flush(): Promise<void> {
    await this.spool.appendFile(this.lines).catch((error) => {
      throw fileProblem(this.path, 'written', error);
    });
    this.lines = '';
  }

  private async *spooled(): AsyncGenerator<RejectedRow> {
    const input = this.spool.createReadStream({ start: 0, autoClose: false });
    for await (const line of createInterface({ input })) yield JSON.parse(line);
  }
}

/** Merges two sorted sequences. */
async function* inOrder(
  first: AsyncGenerator<RejectedRow>,
  second: AsyncIterable<RejectedRow>,
): AsyncGenerator<RejectedRow> {
  let next = await first.next();
  for await (const row of second) {
    while (!next.done && next.value.line < row.line) {
      yield next.value;
      next = await first.next();
    }
    yield row;
  }
  while (!next.done) {
    yield next.value;
    next = await first.next();
  }
}

/** Refuses a path that cannot be written as text, or that is the imported file. */
export async function refuseRejectedPath(path: string, identity: string): Promise<void> {
  if (/\.(?:xlsx?|gz|zip)$/i.test(path)) {
    throw new OperatorError(`--rejected writes a text: ${path} must end in .csv, .tsv, .txt or .jsonl.`);
  }
  const existing = await stat(path, { bigint: true }).catch(() => undefined);
  if (existing && identityOf(existing) === identity) {
    throw new OperatorError(`--rejected ${path} is the file to import itself: name another one.`);
  }
}
