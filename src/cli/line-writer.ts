import { writeSync } from 'node:fs';
import { pino } from 'pino';

/**
 * Attempts to write to a non-blocking descriptor, which fails with `EAGAIN` while its reader is behind, and the
 * milliseconds between them. After a loss there is one attempt per write, so that a reader that has stopped delays the
 * process only once.
 */
const MAX_ATTEMPTS = 10;
const RETRY_MS = 10;

/** Bytes that a pipe accepts atomically (PIPE_BUF on Linux, pipe(7)). */
const WHOLE_BYTES = 4096;

const LINE_FEED = 10;

const neverNotified = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes lines of the log to a file descriptor, synchronously. Lines that cannot be written, because a disk is full or
 * the reader has ended, are dropped, and the process continues. When writing works again, a line contains the number of
 * lost lines.
 */
export class LineWriter {
  private lost = 0;
  private endsInMidLine = false;

  /** @param isShared whether other processes write to the same reader, so that lines must be written atomically. */
  constructor(
    private readonly descriptor: number,
    private readonly isShared = false,
  ) {}

  /** @param text whole lines, each with its line feed. */
  write(text: string): void {
    if (this.lost > 0 && this.put(lossNotice(this.lost)) === 0) this.lost = 0;
    this.lost += this.lost > 0 ? linesOf(text) : this.put(text);
  }

  /** @returns how many lines were not written to their end. */
  private put(text: string): number {
    const bytes = Buffer.from(this.endsInMidLine ? `\n${text}` : text);
    const attempts = this.lost > 0 ? 1 : MAX_ATTEMPTS;
    let written = 0;
    for (let attempt = 1; written < bytes.length; ) {
      try {
        written += writeSync(this.descriptor, bytes, written, this.lengthOfPiece(bytes, written));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || attempt === attempts) {
          if (written === 0) return linesOf(text);
          this.endsInMidLine = bytes[written - 1] !== LINE_FEED;
          return linesOf(bytes.toString('utf8', written));
        }
        attempt += 1;
        Atomics.wait(neverNotified, 0, 0, RETRY_MS);
      }
    }
    this.endsInMidLine = false;
    return 0;
  }

  /**
   * Returns the part to write by one call from a position on: of a shared descriptor as many whole lines as a pipe
   * accepts atomically.
   */
  private lengthOfPiece(bytes: Buffer, start: number): number {
    const rest = bytes.length - start;
    if (!this.isShared || rest <= WHOLE_BYTES) return rest;
    const lines = bytes.lastIndexOf(LINE_FEED, start + WHOLE_BYTES - 1) + 1 - start;
    return lines > 0 ? lines : bytes.indexOf(LINE_FEED, start) + 1 - start;
  }
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

function lossNotice(lost: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: pino.levels.values.warn, time, lost, msg: 'lines of the log could not be written' })}\n`;
}
