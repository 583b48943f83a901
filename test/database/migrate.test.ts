import { Migration } from '@mikro-orm/migrations';
import { isMigrated, migrate } from '../../src/database/migrate.js';
import { unprepared } from '../../src/database/statement.js';
import type { TestDatabase } from '../support/database.js';
import { createEmptyDatabase } from '../support/empty-database.js';

let test: TestDatabase;

beforeEach(async () => {
  test = await createEmptyDatabase();
});
afterEach(() => test.drop());

/** Adds migrations after the last one. */
function addMigrations(...added: { name: string; class: new (...args: never[]) => Migration }[]): void {
  const { migrationsList } = test.database.orm.config.get('migrations');
  migrationsList?.push(...(added as never[]));
}

describe('migrate', () => {
  it('gives a migration as much time as it needs', async () => {
    class KeepLimit extends Migration {
      override up(): void {
        this.addSql(`create table found_limit as select current_setting('statement_timeout') as value`);
      }
    }
    addMigrations({ name: '9998-keep-limit', class: KeepLimit });
    expect(await migrate(test.database)).toContain('9998-keep-limit');
    expect(await test.database.query(unprepared('select value from found_limit'))).toEqual([{ value: '0' }]);
    // The limit of requests is as it was.
    const [row] = await test.database.query(
      unprepared<{ value: string }>(`select current_setting('statement_timeout') as value`),
    );
    expect(row?.value).toBe('10s');
  });

  it('applies all migrations or none', async () => {
    class Fail extends Migration {
      override up(): void {
        this.addSql('select 1 / 0');
      }
    }
    addMigrations({ name: '9998-fail', class: Fail });
    await expect(migrate(test.database)).rejects.toThrow('division by zero');
    expect(await test.database.query(unprepared(`select to_regclass('product') as found`))).toEqual([
      { found: null },
    ]);
  });

  it('leaves an older version ready on the database of a newer one', async () => {
    await migrate(test.database);
    await test.database.query(unprepared(`insert into migration (name) values ('9999-of-a-newer-version')`));
    expect(await isMigrated(test.database)).toBe(true);
  });
});
