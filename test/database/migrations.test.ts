import { Database } from '../../src/database/database.js';
import { isMigrated, migrate } from '../../src/database/migrate.js';
import { migrations } from '../../src/database/migrations/index.js';
import { unprepared } from '../../src/database/statement.js';
import { withAdministrator } from '../support/administrator.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { itOnWholeTables } from '../support/whole-tables.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('migrations', () => {
  itOnWholeTables('make the schema that the entities describe', async () => {
    expect(await test.database.orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
  });

  it('run once when several processes bring an empty database up to date', async () => {
    const name = `claims_test_empty_${process.pid}`;
    await withAdministrator((client) => client.query(`create database ${name}`));
    const url = new URL(test.url);
    url.pathname = `/${name}`;
    const databases = await Promise.all(
      Array.from({ length: 4 }, () => Database.open({ url: url.href, poolSize: 2, warn: () => {} })),
    );
    try {
      const applied = await Promise.all(databases.map((database) => migrate(database)));
      expect(applied.flat()).toEqual(migrations.map(({ name }) => name));
      expect(await isMigrated(databases[0] as Database)).toBe(true);
    } finally {
      await Promise.all(databases.map((database) => database.close()));
      await withAdministrator((client) => client.query(`drop database ${name} with (force)`));
    }
  });

  it('carry the GTIN in every key and unique index of products, assignments and history', async () => {
    const indexes = await test.database.query(
      unprepared<{ name: string; columns: string[] }>(`
select c.relname as name, array_agg(a.attname::text) as columns
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
where i.indisunique
  and i.indrelid in ('product'::regclass, 'claim_assignment'::regclass, 'claim_assignment_event'::regclass,
    'certification_assignment'::regclass, 'certification_assignment_event'::regclass)
group by c.relname`),
    );
    expect(indexes.length).toBeGreaterThanOrEqual(5);
    for (const index of indexes) expect(index.columns).toContain('gtin');
  });

  it('use no sequence', async () => {
    const [row] = await test.database.query(
      unprepared<{ n: number }>(
        `select count(*)::int as n from pg_sequences where sequencename not like 'migration%'`,
      ),
    );
    expect(row?.n).toBe(0);
  });
});

describe('uuid_v7()', () => {
  it('gives RFC 9562 version 7 ids that grow', async () => {
    const rows = await test.database.query(
      unprepared<{ id: string }>(
        'select uuid_v7()::text as id, pg_sleep(0.00001) from generate_series(1, 500)',
      ),
    );
    const ids = rows.map((row) => row.id);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('carries the time of its making', async () => {
    const [row] = await test.database.query(unprepared<{ id: string }>('select uuid_v7()::text as id'));
    const made = Number.parseInt(String(row?.id).replaceAll('-', '').slice(0, 12), 16);
    expect(Math.abs(made - Date.now())).toBeLessThan(60_000);
  });
});
