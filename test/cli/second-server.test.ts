import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClaims } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { type Served, serve } from '../support/served.js';

// Starting a database takes seconds on a busy machine, and some tests start several.

let folder: string;
let running: Served;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claims-second-'));
  running = await serve({ DATA_DIR: folder });
  await isRecorded();
});
afterEach(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

const recordFile = () => join(folder, 'serve.json');
/** The server writes its record once it listens. */
const isRecorded = () =>
  eventually(async () =>
    (await readFile(recordFile(), 'utf8').catch(() => '')).includes(`${running.process.pid}`),
  );
const startSecond = () => runClaims(['serve'], { DATA_DIR: folder, PORT: '0' });

describe('a second claims serve on one DATA_DIR', () => {
  it('is refused with the process id and the port of the first', async () => {
    const refused = await startSecond();
    const { port } = new URL(running.url);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      new RegExp(
        `^claims: Another server already runs on this DATA_DIR \\(process ${running.process.pid}, port ${port}\\): [^\\n]*DATABASE_URL[^\\n]*\\n$`,
      ),
    );
  });

  it("is refused without them when the record is another process's, or cannot be read", async () => {
    const records = [
      JSON.stringify({ pid: 2 ** 30, startTime: '1', port: 4000, address: 'http://localhost:4000' }),
      JSON.stringify({ pid: process.pid, startTime: '1', port: 4000, address: 'http://localhost:4000' }),
      JSON.stringify({ pid: running.process.pid }),
      'x',
    ];
    for (const record of records) {
      await writeFile(recordFile(), record);
      const { stderr } = await startSecond();
      expect(stderr).toMatch(/^claims: Another server already runs on this DATA_DIR: /);
    }
  });
});

describe('the record of a serving process', () => {
  it('is readable by its owner alone, and removed when the server stops', async () => {
    expect((await stat(recordFile())).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(recordFile(), 'utf8'))).toMatchObject({ pid: running.process.pid });
    expect(await running.stop()).toBe(0);
    expect(existsSync(recordFile())).toBe(false);
  });

  it('that a killed server has left is replaced by the next one', async () => {
    await running.stop('SIGKILL');
    expect(existsSync(recordFile())).toBe(true);
    running = await serve({ DATA_DIR: folder });
    await isRecorded();
  });
});
