import { unprepared } from '../../src/database/statement.js';
import { assignmentImport } from '../../src/services/import/assignments.js';
import type { FileRecord } from '../../src/services/import/file-record.js';
import { importRows } from '../../src/services/import/import-rows.js';
import { productImport } from '../../src/services/import/products.js';
import { someoneIsBlocked } from '../support/blocked.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { figures } from '../support/import-run.js';
import { itOnWholeTables } from '../support/whole-tables.js';

let test: TestDatabase;
let fixtures: Fixtures;
let mine: string;
let claim: string;

beforeAll(async () => {
  test = await createTestDatabase();
  fixtures = new Fixtures(test.database);
  mine = await fixtures.organization('Mine');
  claim = await fixtures.claim('VEGAN');
});

afterAll(() => test.drop());

async function* records(rows: readonly Readonly<Record<string, unknown>>[]): AsyncGenerator<FileRecord> {
  for (const [i, values] of rows.entries()) yield { line: i + 2, values };
}

const importAssignment = (row: Readonly<Record<string, unknown>>) =>
  importRows(test.database, assignmentImport(mine), records([{ claim_code: 'VEGAN', ...row }]));

/** Runs an import while another transaction holds what `statement` did, and commits that once the import waits. */
async function meanwhile<Answer>(
  statement: string,
  values: readonly unknown[],
  work: () => Promise<Answer>,
): Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  await test.database.transaction(async (client) => {
    await client.query(statement, [...values]);
    answer = work();
    await someoneIsBlocked(test.database);
  });
  return answer as Promise<Answer>;
}

describe('an assignment', () => {
  it('that appears meanwhile just so is skipped', async () => {
    const gtin = await fixtures.product(mine);
    const answer = await meanwhile(
      'insert into claim_assignment (gtin, claim_id) values ($1, $2)',
      [gtin, claim],
      () => importAssignment({ gtin }),
    );
    expect(figures(answer)).toEqual([1, 0, 0, 1, 0]);
  });

  it('that appears meanwhile with other values is updated', async () => {
    const gtin = await fixtures.product(mine);
    const answer = await meanwhile(
      `insert into claim_assignment (gtin, claim_id, evidence_note) values ($1, $2, 'Theirs')`,
      [gtin, claim],
      () => importAssignment({ gtin }),
    );
    expect(figures(answer)).toEqual([1, 0, 1, 0, 0]);
  });

  it('that changes meanwhile has the change as its before image', async () => {
    const gtin = await fixtures.product(mine);
    await fixtures.assignment(gtin, claim, { evidence_note: 'First' });
    await meanwhile(`update claim_assignment set evidence_note = 'Second' where gtin = $1`, [gtin], () =>
      importAssignment({ gtin, evidence_note: 'Third' }),
    );
    const [event] = await test.database.query(
      unprepared<{ changes: unknown }>('select changes from claim_assignment_event where gtin = $1'),
      [gtin],
    );
    expect(event?.changes).toEqual([{ field: 'evidenceNote', before: 'Second', after: 'Third' }]);
  });

  it('that goes away meanwhile is created again', async () => {
    const gtin = await fixtures.product(mine);
    await fixtures.assignment(gtin, claim, { evidence_note: 'Old' });
    const answer = await meanwhile('delete from claim_assignment where gtin = $1', [gtin], () =>
      importAssignment({ gtin, evidence_note: 'New' }),
    );
    expect(figures(answer)).toEqual([1, 1, 0, 0, 0]);
  });
});

describe('a product', () => {
  it('that another organization takes over meanwhile is an error', async () => {
    const gtin = await fixtures.product(mine, { name: 'Old' });
    const others = await fixtures.organization('Others');
    const answer = await meanwhile(
      'update product set organization_id = $2 where gtin = $1',
      [gtin, others],
      () => importRows(test.database, productImport(mine), records([{ gtin, name: 'New' }])),
    );
    expect(answer.errors).toEqual([{ line: 2, column: 'gtin', message: expect.stringMatching(/Another/) }]);
  });

  it('that is being imported takes a new assignment at the same time', async () => {
    const gtin = await fixtures.product(mine, { name: 'Old' });
    await test.database.transaction(async (client) => {
      await client.query(`update product set name = 'New' where gtin = $1`, [gtin]);
      expect(figures(await importAssignment({ gtin }))).toEqual([1, 1, 0, 0, 0]);
    });
  });
});

describe('two imports of the same rows in opposite orders', () => {
  const products = Array.from({ length: 3_000 }, (_, i) => ({
    gtin: `7${String(i).padStart(13, '0')}`,
    name: 'N',
  }));
  const importBoth = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    Promise.all(
      [rows, rows.toReversed()].map((each) => importRows(test.database, productImport(mine), records(each))),
    );

  it('create each row once', async () => {
    const answers = await importBoth(products);
    expect([answers[0]!.created + answers[1]!.created, answers[0]!.skipped + answers[1]!.skipped]).toEqual([
      3_000, 3_000,
    ]);
  });

  // On a cluster, rows are not locked before they are updated, so that one of both may be ended.
  itOnWholeTables('update each row once', async () => {
    const answers = await importBoth(products.map((row) => ({ ...row, name: 'Changed' })));
    expect([answers[0]!.updated + answers[1]!.updated, answers[0]!.skipped + answers[1]!.skipped]).toEqual([
      3_000, 3_000,
    ]);
  });
});
