import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { eventually } from './eventually.js';

/** How long commands may take to stop, in milliseconds. */
const CLOSE_MS = 20_000;

/** Commands that run on a terminal, which the program `script` provides. */
export class Terminal {
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;
  private written = '';

  constructor(commands: string, options: { cwd: string; env: NodeJS.ProcessEnv }) {
    const command = ['--quiet', '--return', '--command', commands, '/dev/null'];
    this.child = spawn('script', command, { ...options, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    this.exited = once(this.child, 'exit');
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.written += text;
    });
  }

  /** What was written so far, without colours. */
  get output(): string {
    return stripVTControlCharacters(this.written);
  }

  /** Waits until the output matches. Throws, with the output, when the commands end before or it takes too long. */
  async writes(pattern: RegExp, withinMs: number): Promise<this> {
    const hasEnded = () => this.child.exitCode !== null || this.child.signalCode !== null;
    await eventually(() => pattern.test(this.output) || hasEnded(), withinMs).catch(() => {});
    if (!pattern.test(this.output)) throw new Error(`not written: ${pattern}\n${this.output}`);
    return this;
  }

  /** Types a line and waits for the end; returns the exit code of the commands. */
  async answer(line: string): Promise<unknown> {
    this.child.stdin?.write(`${line}\n`);
    const [code] = await this.exited;
    return code;
  }

  /** Presses Ctrl-C and waits for the end; returns the exit code of the commands. */
  async interrupt(): Promise<unknown> {
    if (this.child.exitCode === null) this.child.stdin?.write('\x03');
    const [code] = await this.exited;
    return code;
  }

  /** Ends what still runs, as after a test that has failed. */
  async close(): Promise<void> {
    const kill = setTimeout(() => this.child.kill('SIGKILL'), CLOSE_MS);
    await this.interrupt();
    clearTimeout(kill);
  }
}
