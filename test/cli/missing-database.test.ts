import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClaims } from '../support/cli.js';

const ID = '2222222222222222222222';

let base: string;
let folder: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'claims-none-'));
  folder = join(base, 'data');
});
afterAll(() => rm(base, { recursive: true, force: true }));

describe('a command on a DATA_DIR without a database', () => {
  it.each([
    ['organizations', 'list'],
    ['organizations', 'rename', ID, 'Name'],
    ['organizations', 'delete', ID],
    ['keys', 'list'],
    ['keys', 'create', '--organization', ID],
    ['keys', 'revoke', ID],
    ['export', 'claims', '/dev/null/claims.csv'],
    ['products', 'transfer', '12345678', '--organization', ID],
    ['sign-in-link'],
  ])('names the folder and creates nothing: %s %s', async (...args) => {
    const refused = await runClaims(args, { DATA_DIR: folder });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(new RegExp(`^claims: There is no database in ${folder}: .*\\n$`));
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves an empty folder empty', async () => {
    const empty = join(base, 'empty');
    await mkdir(empty);
    const { stderr } = await runClaims(['keys', 'list'], { DATA_DIR: empty });
    expect(stderr).toContain(`There is no database in ${empty}:`);
    expect(await readdir(empty)).toEqual([]);
  });
});

describe('a DATA_DIR with other content', () => {
  it('is refused by a command that would create a database, and keeps what it has', async () => {
    const used = join(base, 'used');
    await mkdir(used);
    await writeFile(join(used, 'notes.txt'), '');
    const refused = await runClaims(['serve'], { DATA_DIR: used, PORT: '0' });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^claims: The folder \S+ has other content, such as notes\.txt, .*DATA_DIR.*\n$/,
    );
    expect(await readdir(used)).toEqual(['notes.txt']);
  });
});
