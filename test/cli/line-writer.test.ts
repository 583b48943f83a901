import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineWriter } from '../../src/cli/line-writer.js';

/** What a pipe of Linux holds. */
const PIPE_BYTES = 64 * 1024;

let folder: string;
let descriptor: number;
let writer: LineWriter;

/** All that waits in the pipe, up to what it holds. */
function read(): string {
  const bytes = Buffer.alloc(PIPE_BYTES);
  return bytes.toString('utf8', 0, readSync(descriptor, bytes));
}

describe('the lines of the log', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'claims-lines-'));
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    descriptor = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    writer = new LineWriter(descriptor);
  });
  afterEach(() => {
    closeSync(descriptor);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are written at once', () => {
    writer.write('one\n');
    writer.write('two\nthree\n');
    expect(read()).toBe('one\ntwo\nthree\n');
  });

  it('are lost while the pipe is full, and counted once it is read', () => {
    const filling = `${'x'.repeat(PIPE_BYTES - 1)}\n`;
    writer.write(filling);
    writer.write('one\n');
    writer.write('two\nthree\n');
    expect(read()).toBe(filling);
    writer.write('four\n');
    const [notice, ...rest] = read().split('\n');
    expect(JSON.parse(notice as string)).toMatchObject({ level: 40, lost: 3 });
    expect(rest).toEqual(['four', '']);
  });

  it('begin anew after one that was cut', () => {
    writer.write(`${'x'.repeat(PIPE_BYTES + 10)}\n`);
    expect(read()).toBe('x'.repeat(PIPE_BYTES));
    writer.write('next\n');
    const [end, notice, ...rest] = read().split('\n');
    expect(end).toBe('');
    expect(JSON.parse(notice as string)).toMatchObject({ lost: 1 });
    expect(rest).toEqual(['next', '']);
  });

  it('are whole in a pipe that takes some of them, when other processes write to it as well', () => {
    const filling = `${'x'.repeat(PIPE_BYTES - 4_096 - 1)}\n`;
    const lines = Array.from({ length: 20 }, (_, i) => `${i} ${'x'.repeat(300)}\n`.slice(-300));
    writer = new LineWriter(descriptor, true);
    writer.write(filling);
    writer.write(lines.join(''));
    expect(read()).toBe(filling + lines.slice(0, 13).join(''));
    writer.write('next\n');
    const [notice, ...rest] = read().split('\n');
    expect(JSON.parse(notice as string)).toMatchObject({ lost: 7 });
    expect(rest).toEqual(['next', '']);
  });
});

it('a full disk takes no line, and is no error', () => {
  const full = openSync('/dev/full', 'w');
  expect(() => new LineWriter(full).write('one\n')).not.toThrow();
  closeSync(full);
});
