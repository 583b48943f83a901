import { createInterface } from 'node:readline';

/**
 * Asks a question on the terminal of stdin; returns whether the answer is `y` or `yes`. The end of the input means no.
 * The terminal edits the line itself, so that Ctrl-C is a signal.
 */
export async function isConfirmed(question: string): Promise<boolean> {
  process.stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return /^y(?:es)?$/i.test(line.trim());
  } finally {
    // A terminal that is read keeps the process running.
    process.stdin.unref();
  }
  process.stderr.write('\n');
  return false;
}
