import { isWellFormedApiKey } from '../../src/codecs/api-key.js';
import { readUuid } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { Finished } from '../support/cli.js';
import { runInProcess } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

/** The short form of no organization. */
const UNKNOWN = '2222222222222222222223';

let test: TestDatabase;
let fixtures: Fixtures;

beforeAll(async () => {
  test = await createTestDatabase();
  fixtures = new Fixtures(test.database);
});
afterAll(() => test.drop());

const claims = (...args: string[]): Promise<Finished> => runInProcess(args, { DATABASE_URL: test.url });

/** The one JSON document that a command printed. */
async function json(...args: string[]): Promise<any> {
  const { stdout } = await claims(...args, '--json');
  return JSON.parse(stdout);
}

describe('claims organizations', () => {
  it('creates one and lists it under the short form of its id', async () => {
    const created = await json('organizations', 'create', 'Bäckerei Süd');
    expect(created).toEqual({ id: expect.stringMatching(/^[2-9A-Za-z]{22}$/), name: 'Bäckerei Süd' });
    expect(await json('organizations', 'list')).toContainEqual(created);
  });

  it.each([
    ['an empty name', ''],
    ['a name of 256 characters', 'x'.repeat(256)],
  ])('refuses %s', async (_, name) => {
    const before = await json('organizations', 'list');
    expect((await claims('organizations', 'create', name)).code).toBe(1);
    expect(await json('organizations', 'list')).toEqual(before);
  });
});

describe('claims organizations rename', () => {
  it('changes the name and keeps the id', async () => {
    const { id } = await json('organizations', 'create', 'Old');
    expect(await json('organizations', 'rename', id, 'New')).toEqual({ id, name: 'New' });
    expect(await json('organizations', 'list')).toContainEqual({ id, name: 'New' });
  });

  it('refuses an id that names no organization', async () => {
    const refused = await claims('organizations', 'rename', UNKNOWN, 'New');
    expect(refused).toMatchObject({
      code: 1,
      stderr: `claims: There is no organization with the id ${UNKNOWN}.\n`,
    });
  });
});

describe('claims organizations delete', () => {
  it('deletes one that owns nothing', async () => {
    const created = await json('organizations', 'create', 'Deleted');
    expect(await json('organizations', 'delete', created.id)).toEqual({ id: created.id, deleted: true });
    expect(await json('organizations', 'list')).not.toContainEqual(created);
  });

  it('says what another one has', async () => {
    const { id } = await json('organizations', 'create', 'Products');
    await fixtures.product(readUuid(id) as string);
    expect(await claims('organizations', 'delete', id)).toMatchObject({
      code: 1,
      stderr: `claims: The organization ${id} is not deleted, because it has products.\n`,
    });
  });
});

describe('claims keys create', () => {
  let organization: string;
  beforeAll(async () => {
    organization = (await json('organizations', 'create', 'Keys')).id;
  });

  it('makes a readonly business key unless told otherwise', async () => {
    const created = await json('keys', 'create', '--organization', organization);
    expect(isWellFormedApiKey(created.key)).toBe(true);
    expect(created).toMatchObject({ organization, type: 'csb', role: 'readonly', expires_at: null });
  });

  it('stores the SHA-256 and nothing else of the secret', async () => {
    const { key } = await json('keys', 'create', '--organization', organization);
    const rows = await test.database.query(
      unprepared<{ row: string }>('select api_key::text as row from api_key'),
    );
    expect(rows.some(({ row }) => row.includes(key.slice(4, 36)))).toBe(false);
  });

  it('takes type, role, name, limits and expiry', async () => {
    const options = ['--type', 'csu', '--role', 'manager', '--name', 'ERP', '--rate-limit-per-minute', '7'];
    const more = ['--rate-limit-per-day', '70', '--expires-at', '2099-01-31T00:00:00Z'];
    const created = await json('keys', 'create', '--organization', organization, ...options, ...more);
    expect(created).toMatchObject({
      type: 'csu',
      role: 'manager',
      name: 'ERP',
      rate_limit_per_minute: 7,
      rate_limit_per_day: 70,
      expires_at: '2099-01-31T00:00:00.000Z',
    });
  });

  it.each([
    ['another role for a publishable key', ['--type', 'cpk', '--role', 'editor'], /always readonly/],
    ['an unknown role', ['--role', 'owner'], /--role/],
    ['an expiry that is no time', ['--expires-at', 'tomorrow'], /ISO 8601/],
    ['an expiry in the past', ['--expires-at', '2026-01-31T00:00:00Z'], /in the future/],
    ['a negative limit', ['--rate-limit-per-day=-1'], /whole number/],
  ])('refuses %s', async (_, options, sentence) => {
    const before = await fixtures.count('api_key');
    const refused = await claims('keys', 'create', '--organization', organization, ...options);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(sentence);
    expect(await fixtures.count('api_key')).toBe(before);
  });

  it('refuses an organization that does not exist', async () => {
    const refused = await claims('keys', 'create', '--organization', '2222222222222222222222');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^claims: There is no organization .*\n$/);
  });
});

describe('claims keys list', () => {
  it('shows prefix, last four characters, role, expiry and last use, but no secret', async () => {
    const { id: organization } = await json('organizations', 'create', 'Listed');
    const { id, key } = await json('keys', 'create', '--organization', organization, '--role', 'editor');
    const listed = await json('keys', 'list', '--organization', organization);
    expect(listed).toEqual([
      {
        id,
        organization,
        prefix: 'csb',
        last_four: key.slice(-4),
        role: 'editor',
        name: '',
        created_at: expect.any(String),
        expires_at: null,
        last_used_at: null,
        revoked_at: null,
      },
    ]);
  });
});

describe('claims keys revoke', () => {
  it('marks the key as revoked, and keeps the first moment when repeated', async () => {
    const { id: organization } = await json('organizations', 'create', 'Revoked');
    const { id } = await json('keys', 'create', '--organization', organization);
    await json('keys', 'revoke', id);
    const [first] = await json('keys', 'list', '--organization', organization);
    await json('keys', 'revoke', id);
    expect(await json('keys', 'list', '--organization', organization)).toEqual([first]);
    expect(first.revoked_at).not.toBeNull();
  });

  it('refuses an id that names no key', async () => {
    expect((await claims('keys', 'revoke', '2222222222222222222222')).code).toBe(1);
  });
});

describe('claims products transfer', () => {
  it('makes another organization the owner', async () => {
    const from = await json('organizations', 'create', 'From');
    const to = await json('organizations', 'create', 'To');
    const [owner] = await test.database.query(
      unprepared<{ id: string }>('select id from organization where name = $1'),
      [from.name],
    );
    const gtin = await fixtures.product(owner!.id);
    await json('products', 'transfer', gtin.replace(/^0+/, '0'), '--organization', to.id);
    const [row] = await test.database.query(
      unprepared<{ name: string }>(
        'select o.name from product p join organization o on o.id = p.organization_id where p.gtin = $1',
      ),
      [gtin],
    );
    expect(row?.name).toBe('To');
  });

  it('takes --to for --organization, but not both', async () => {
    const { id } = await json('organizations', 'create', 'Either');
    const gtin = await fixtures.product(readUuid(id) as string);
    expect(await json('products', 'transfer', gtin, '--to', id)).toEqual({ gtin, organization: id });
    const both = await claims('products', 'transfer', gtin, '--to', id, '--organization', id);
    expect(both).toMatchObject({ code: 1, stdout: '' });
  });

  it('asks for the organization', async () => {
    const refused = await claims('products', 'transfer', '00000000000000');
    expect(refused).toMatchObject({
      code: 1,
      stderr: "claims: required option '--organization <id>' not specified.\n",
    });
  });

  it('refuses an unknown product', async () => {
    const to = await json('organizations', 'create', 'Nobody');
    const refused = await claims('products', 'transfer', '00000000000000', '--to', to.id);
    expect(refused).toMatchObject({
      code: 1,
      stderr: 'claims: There is no product with the GTIN 00000000000000.\n',
    });
  });
});

describe('claims migrate', () => {
  it('finds nothing to do in a database that is up to date', async () => {
    expect(await json('migrate')).toEqual({ applied: [] });
  });
});
