import { Presets, SingleBar } from 'cli-progress';

/** Shows how far the reading of a file is. */
export interface Progress {
  /** So many bytes more were read. */
  advance(bytes: number): void;
  /** The file was read to its end; what follows is the database's work. */
  finish(): void;
  /** Takes the bar away. */
  stop(): void;
}

/** A bar on stderr, where that is a terminal and the file's size (bytes) is known; else nothing. */
export function showProgress(size: number): Progress {
  if (!process.stderr.isTTY || size === 0) {
    return { advance: () => undefined, finish: () => undefined, stop: () => undefined };
  }
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% {phase}',
      stream: process.stderr,
      clearOnComplete: true,
      // Its handler of Ctrl-C would stop the bar and leave the command running; without one, nothing may
      // be switched on the terminal that would have to be switched back.
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
