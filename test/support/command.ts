import { Writable } from 'node:stream';
import { mock } from 'node:test';
import { runCommand } from '../../src/cli/program.js';
import type { Finished } from './cli.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

let isRunning = false;

/**
 * Runs `claims` in this process, in a fraction of the time of `runClaims`: the same command line, with these variables
 * and no others. For commands that end by themselves, one at a time; what they log is not part of `stderr`.
 */
export async function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Finished> {
  if (isRunning) throw new Error('A process runs one command at a time: use runClaims.');
  isRunning = true;
  const restore = replaceSurroundings(env);
  const stdout = new CollectedText();
  const stderr = new CollectedText();
  const streams = [
    mock.getter(process, 'stdout', () => stdout),
    mock.getter(process, 'stderr', () => stderr),
  ];
  try {
    await runCommand([process.execPath, 'claims', ...args]);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text, stderr: stderr.text };
  } finally {
    for (const stream of streams) stream.mock.restore();
    restore();
    isRunning = false;
  }
}

/** Gives the process other variables and no exit code yet; the function that it returns undoes that, and what a command adds. */
function replaceSurroundings(env: Readonly<Record<string, string>>): () => void {
  const before = { env: process.env, exitCode: process.exitCode };
  const listeners = SIGNALS.map((signal) => process.listeners(signal));
  process.env = { ...env };
  process.exitCode = undefined;
  return () => {
    process.env = before.env;
    process.exitCode = before.exitCode;
    // A command listens to signals until its process ends.
    for (const [i, signal] of SIGNALS.entries()) {
      for (const each of process.listeners(signal))
        if (!listeners[i]?.includes(each)) process.off(signal, each);
    }
  };
}

/** A stream like those of a process that is not on a terminal. */
class CollectedText extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, written: () => void): void {
    this.text += chunk;
    written();
  }
}
