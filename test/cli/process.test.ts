import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { readSettings } from '../../src/cli/settings.js';
import { CLAIMS, runClaims } from '../support/cli.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const claims = (...args: string[]) => runClaims(args, { DATABASE_URL: test.url });

describe('the process of claims', () => {
  it('says in one sentence that an older Node.js is too old', async () => {
    const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.20.2'}})`;
    const failed = await promisify(execFile)(process.execPath, ['--import', pretend, CLAIMS, 'serve']).catch(
      (error) => error,
    );
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/^claims needs Node\.js 24 or newer[^\n]*\n$/);
  });

  it('prints its help to stdout and ends with 0', async () => {
    const help = await claims('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('serve');
  });

  it('prints the result of a command to stdout and ends with 0', async () => {
    const created = await claims('organizations', 'create', 'Bäckerei Süd', '--json');
    expect(created).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(created.stdout)).toMatchObject({ name: 'Bäckerei Süd' });
  });

  it('says in one sentence on stderr why a command fails and ends with 1', async () => {
    expect(await claims('keys', 'revoke', '2222222222222222222222')).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^claims: [^\n]+\n$/),
    });
  });

  it('prints its version to stdout and ends with 0', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await claims('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('lists every setting with its default in the help of serve', async () => {
    const { stdout } = await runClaims(['serve', '--help'], {});
    for (const name of Object.keys(readSettings({}))) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +\\S.* \\(.+\\)$`, 'm'));
    }
    expect(stdout).toMatch(/^ {2}PORT +.* \(4000\)$/m);
  });

  it('warns of a variable that was probably meant as a setting', async () => {
    const { code, stderr } = await runClaims(['organizations', 'list'], {
      DATABASE_URL: test.url,
      LOG_LEVL: 'debug',
    });
    expect(code).toBe(0);
    expect(JSON.parse(stderr).msg).toBe(
      'the environment variable LOG_LEVL has no effect: did you mean LOG_LEVEL?',
    );
  });

  it('ends quietly when nothing reads its result', async () => {
    const { stderr } = await runClaims(['organizations', 'list'], { DATABASE_URL: test.url }, [
      ...['sh', '-c', '"$@" | true', 'sh'],
    ]);
    expect(stderr).toBe('');
  });

  it('refuses an unknown command with 1', async () => {
    expect((await claims('server')).code).toBe(1);
  });
});
