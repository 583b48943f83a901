import { writeSync } from 'node:fs';
import { pino } from 'pino';

/**
 * A non-blocking descriptor fails with `EAGAIN` while its reader is behind: attempts, and the milliseconds between them.
 * After a loss there is one attempt for each write, so that a reader that has stopped holds up the process only once.
 */
const MAX_ATTEMPTS = 10;
const RETRY_MS = 10;

const neverNotified = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes lines of the log to a file descriptor, at once. What cannot be written, because a disk is full or the
 * reader has ended, is dropped: the process goes on. Once writing works again, a line says how many were lost.
 */
export class LineWriter {
  private lost = 0;
  private endsInMidLine = false;

  constructor(private readonly descriptor: number) {}

  /** @param text whole lines, each with its line feed. */
  write(text: string): void {
    if (this.lost > 0 && this.put(lossNotice(this.lost))) this.lost = 0;
    if (this.lost > 0 || !this.put(text)) this.lost += text.split('\n').length - 1;
  }

  private put(text: string): boolean {
    const bytes = Buffer.from(this.endsInMidLine ? `\n${text}` : text);
    const attempts = this.lost > 0 ? 1 : MAX_ATTEMPTS;
    let written = 0;
    for (let attempt = 1; written < bytes.length; ) {
      try {
        written += writeSync(this.descriptor, bytes, written);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || attempt === attempts) {
          this.endsInMidLine ||= written > 0;
          return false;
        }
        attempt += 1;
        Atomics.wait(neverNotified, 0, 0, RETRY_MS);
      }
    }
    this.endsInMidLine = false;
    return true;
  }
}

function lossNotice(lost: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: pino.levels.values.warn, time, lost, msg: 'lines of the log could not be written' })}\n`;
}
