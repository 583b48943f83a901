import { Presets, SingleBar } from 'cli-progress';

/** Displays the progress of reading a file. */
export interface Progress {
  /** Adds a number of read bytes. */
  advance(bytes: number): void;
  /** The file was read to its end; the rest is the work of the database. */
  finish(): void;
  /** Removes the bar. */
  stop(): void;
}

/** A bar on stderr, if that is a terminal and the size of the file (bytes) is known; else nothing. */
export function showProgress(size: number): Progress {
  if (!process.stderr.isTTY || size === 0) {
    return { advance: () => undefined, finish: () => undefined, stop: () => undefined };
  }
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% {phase}',
      stream: process.stderr,
      clearOnComplete: true,
      // Its handler of Ctrl-C would stop the bar and leave the command running; without one, it must not change
      // settings of the terminal that it would have to restore.
      gracefulExit: false,
      linewrap: true,
    },
    Presets.shades_classic,
  );
  bar.start(size, 0, { phase: 'read' });
  return {
    advance: (bytes) => bar.increment(bytes),
    finish: () => bar.update(size, { phase: 'read, storing …' }),
    stop: () => bar.stop(),
  };
}
