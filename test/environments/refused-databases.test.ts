import { runClaims } from '../support/cli.js';
import type { TestDatabase } from '../support/database.js';
import { createScratchDatabase, type ScratchOptions } from '../support/scratch-database.js';

let test: TestDatabase | undefined;

afterEach(async () => {
  await test?.drop();
  test = undefined;
});

/** What a command says on such a database. */
async function refusal(options: ScratchOptions, ...command: readonly string[]) {
  test = await createScratchDatabase(options);
  return runClaims(command, { DATABASE_URL: test.url });
}

describe('a database in another encoding', () => {
  it('is refused by migrate, in one sentence', async () => {
    expect(await refusal({ locale: `encoding 'LATIN1' locale 'C'` }, 'migrate')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        "claims: The database at DATABASE_URL has the encoding LATIN1, but UTF8 is needed: create it with encoding 'UTF8'.\n",
    });
  });
});

describe('a database that is not migrated', () => {
  it.each([
    ['organizations list', ['organizations', 'list']],
    ['keys list', ['keys', 'list']],
    ['products transfer', ['products', 'transfer', '9520000000011', '--to', '2JaBF7MxBkKWGFC4i8JQMR']],
    ['sign-in-link', ['sign-in-link']],
    ['export', ['export', 'claims', '/nowhere/claims.csv']],
  ])('is refused by %s, which names claims migrate', async (_, command) => {
    expect(await refusal({}, ...command)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'claims: The database at DATABASE_URL is not up to date: run `claims migrate` first.\n',
    });
  });
});

describe('a role', () => {
  it('that may create nothing is refused by migrate, in one sentence', async () => {
    const prepare = () => ['revoke create on schema public from public'];
    const { code, stderr } = await refusal({ prepare }, 'migrate');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^claims: The role of DATABASE_URL lacks a right: .*\n$/);
  });

  it('without a schema is refused by migrate, in one sentence', async () => {
    const prepare = (role: string) => [`alter role ${role} set search_path = nowhere`];
    const { code, stderr } = await refusal({ prepare }, 'migrate');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^claims: The role of DATABASE_URL has no schema for its tables: .*\n$/);
  });
});

describe('the parameter schema of DATABASE_URL', () => {
  it('is refused by name', async () => {
    const { code, stderr } = await runClaims(['migrate'], {
      DATABASE_URL: 'postgres://claims@127.0.0.1:1/claims?schema=app',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^claims: The environment variable DATABASE_URL is wrong: .*parameter schema: .*\n$/,
    );
  });
});

describe('a statement_timeout in which not even the first statement ends', () => {
  it('is refused, in one sentence that names it', async () => {
    test = await createScratchDatabase({
      defaults: { search_path: 'public, slow, pg_catalog' },
      prepare: () => [
        `create schema slow;
        create function slow.current_setting(name text) returns text language sql
        as $$ select pg_catalog.current_setting(name) from pg_sleep(5) $$;
        grant usage on schema slow to public;`,
      ],
    });
    const url = new URL(test.url);
    url.searchParams.set('options', '-c statement_timeout=50ms');
    const { code, stderr } = await runClaims(['organizations', 'list'], {
      DATABASE_URL: url.href.replaceAll('+', '%20'),
    });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'claims: The database at DATABASE_URL cannot be used: canceling statement due to statement timeout: the statement_timeout in the options of DATABASE_URL, or that of the role, must be longer, such as 10s.\n',
    );
  });
});
