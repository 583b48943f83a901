import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { prepareValue } from '../../src/database/prepare-value.js';
import { isWrite } from '../../src/database/statement.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { type RecordedStatement, recordStatements } from '../support/recorded-statements.js';

/** No name, and those that are sent below `Database`: by the pipeline on connections that it has, and by notifications. */
const NOT_OBSERVED = ['writes', 'notify_topics', 'limit_search', 'limit_waiting', 'limit_last_wait'];

const SOURCES = join(import.meta.dirname, '../../src');

/** SQLSTATE of a write in a read-only transaction. */
const READ_ONLY = '25006';

let gateway: Gateway;
let recorded: readonly RecordedStatement[];

beforeAll(async () => {
  gateway = await startGateway();
  recorded = await recordStatements(gateway);
});
afterAll(() => gateway.close());

/** SQLSTATE of what a statement fails with in a read-only transaction. */
async function codeInReadOnly(client: pg.Client, { statement, values }: RecordedStatement): Promise<unknown> {
  await client.query('begin transaction read only');
  try {
    await client.query(statement.text, values.map(prepareValue));
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  } finally {
    await client.query('rollback');
  }
}

it('a statement is marked as a write if, and only if, it fails in a read-only transaction', async () => {
  const client = new pg.Client({ connectionString: gateway.databaseUrl });
  await client.connect();
  for (const each of recorded) {
    const { text } = each.statement;
    const code = await codeInReadOnly(client, each);
    expect({ text, code }).toEqual({ text, code: isWrite(each.statement) ? READ_ONLY : undefined });
  }
  await client.end();
});

it('every statement that has a name is among those that were executed', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const named =
    /\b(?:prepared|pipelined|pipelinedWrite)(?:<[^(]*>)?\(\s*(?:'(?:reads|writes)',\s*)?['`]([a-z_]+)/g;
  const names = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(SOURCES, file), 'utf8').matchAll(named)])
    .map(([, name = '']) => name)
    .filter((name) => !NOT_OBSERVED.includes(name));
  const executed = recorded.map(({ statement }) => statement.name ?? '');
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !executed.some((one) => one.startsWith(name)))).toEqual([]);
});
