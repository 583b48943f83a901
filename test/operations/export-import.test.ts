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

const kinds = ['products', 'claims', 'assignments'] as const;

function ofOrganization(kind: string, organization: string): string[] {
  return kind === 'claims' ? [] : ['--organization', organization];
}

describe.each(['csv', 'jsonl'])('files that were exported as %s', (extension) => {
  it('make the same files after their import into an empty database', async () => {
    for (const kind of kinds) {
      const name = `${kind}.${extension}`;
      const options = ofOrganization(kind, organizations.original);
      const { answer } = await runJson<{ rows: number }>(
        original.url,
        'export',
        kind,
        folder.file(name),
        ...options,
      );
      const into = ofOrganization(kind, organizations.empty);
      const imported = await runJson(empty.url, 'import', kind, folder.file(name), ...into);
      expect([imported.code, figures(imported.answer).at(-1)]).toEqual([0, 0]);
      await runJson(empty.url, 'export', kind, folder.file(`again-${name}`), ...into);
      expect(answer.rows).toBeGreaterThan(7);
      expect(await folder.read(`again-${name}`)).toBe(await folder.read(name));
    }
  });
});
