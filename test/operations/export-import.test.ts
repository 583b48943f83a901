import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { fillWithHistory } from '../support/history.js';
import { ImportFolder } from '../support/import-folder.js';
import { figures, runJson } from '../support/import-run.js';

let folder: ImportFolder;
let original: TestDatabase;
let empty: TestDatabase;
let organizations: { readonly original: string; readonly empty: string };

beforeAll(async () => {
  folder = await ImportFolder.create();
  original = await createTestDatabase();
  empty = await createTestDatabase();
  organizations = {
    original: (await fillWithHistory(original.database)).organization,
    empty: await new Fixtures(empty.database).organization(),
  };
});
afterAll(async () => {
  await original.drop();
  await empty.drop();
  await folder.remove();
});

const files = { products: 'products.csv', claims: 'claims.csv', assignments: 'assignments.jsonl' };

function ofOrganization(kind: string, organization: string): string[] {
  return kind === 'claims' ? [] : ['--organization', organization];
}

describe('exported files', () => {
  it('make the same files after their import into an empty database', async () => {
    for (const [kind, name] of Object.entries(files)) {
      const file = folder.file(name);
      const [from, into] = [organizations.original, organizations.empty].map((id) =>
        ofOrganization(kind, id),
      );
      const { answer } = await runJson<{ rows: number }>(original.url, 'export', kind, file, ...(from ?? []));
      const imported = await runJson(empty.url, 'import', kind, file, ...(into ?? []));
      await runJson(empty.url, 'export', kind, folder.file(`again-${name}`), ...(into ?? []));
      expect(answer.rows).toBeGreaterThan(7);
      expect(figures(imported.answer)).toEqual([answer.rows, answer.rows, 0, 0, 0]);
      expect(await folder.read(`again-${name}`)).toBe(await folder.read(name));
    }
  });
});
