import { Database } from '../../src/database/database.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** Creates a database without tables. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createTestDatabase('template0');
}

/** Applies all migrations up to this one, over connections of their own, as another process would. */
export async function migrateTo(url: string, name: string): Promise<string[]> {
  const database = await Database.open({ url, poolSize: 2, warn: () => {} });
  try {
    return (await database.orm.migrator.up({ to: name })).map((applied) => applied.name);
  } finally {
    await database.close();
  }
}
