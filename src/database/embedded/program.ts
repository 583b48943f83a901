import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';

/** How a program ended and what it wrote to both its outputs. */
export interface ProgramResult {
  /** Exit code; undefined when a signal ended it or when it could not be started. */
  readonly code: number | undefined;
  readonly output: string;
}

/** How to start a program: as which user (by default that of this process) and with which descriptors. */
export interface ProgramOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly stdio?: StdioOptions;
}

/**
 * Starts a program in a session of its own, so that Ctrl-C and signals to our process group do not reach it.
 * Of our environment it gets only PATH: no PG* variable, locale or preloaded library of the caller's may change
 * how PostgreSQL behaves. The time zone is UTC, because initdb writes the one it finds into its settings.
 */
export function startProgram(command: readonly string[], options: ProgramOptions = {}): ChildProcess {
  const [file, ...args] = command;
  return spawn(file!, args, {
    ...options,
    detached: true,
    // The root folder, because the caller's own may be out of the account's reach, or be removed.
    cwd: '/',
    env: { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
  });
}

/** Runs a program to its end. Never throws: a program that cannot be started has no exit code. */
export function runProgram(command: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const failed = (error: unknown) => resolve({ code: undefined, output: String(error) });
    try {
      const child = startProgram(command, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      child.on('error', failed);
      child.on('close', (code) => resolve({ code: code ?? undefined, output }));
    } catch (error) {
      failed(error);
    }
  });
}
