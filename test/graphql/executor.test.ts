import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as fc from 'fast-check';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  parse,
} from 'graphql';
import type { Database } from '../../src/database/database.js';
import { Executor } from '../../src/graphql/executor/executor.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';
import { buildGatewaySchema } from '../../src/graphql/schema.js';
import { coerceVariables } from '../../src/graphql/variables.js';
import type { GatewayContext } from '../../src/resolvers/context.js';
import { FieldLimiter } from '../../src/resolvers/field-limits/field-limiter.js';
import { Loaders } from '../../src/resolvers/loaders.js';
import type { Principal } from '../../src/services/principal.js';
import { insertOrganizations, MEADOW_FOODS, resetCatalogue } from '../queries/data-set.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SEED } from '../support/fuzz-seed.js';
import { documentOf, product, root, variables } from './selections.js';

/** Plans must give what graphql-js gives: data, errors and their order, and the statements in between. */

let test: TestDatabase;
let schema: GraphQLSchema;
let executor: Executor;

beforeAll(async () => {
  test = await createTestDatabase();
  await insertOrganizations(test.database);
  await resetCatalogue(test.database);
  schema = await buildGatewaySchema();
  executor = new Executor(schema);
});
afterAll(() => test.drop());

/** The database for one run, whose statements it keeps. */
function recording() {
  const statements: string[] = [];
  let running = 0;
  const database = Object.create(test.database) as Database;
  database.query = async (statement, values) => {
    statements.push(statement.text);
    running++;
    return test.database.query(statement, values).finally(() => running--);
  };
  return { database, statements, isBusy: () => running > 0 };
}

function context(database: Database): GatewayContext {
  const principal: Principal = {
    organizationId: MEADOW_FOODS,
    role: 'editor',
    credential: 'csb',
    publishable: false,
    actor: 'key.test',
    quota: { kind: 'key', name: 'key.test', perMinute: 1000, perDay: 1000 },
  };
  const loaders = new Loaders(database, principal);
  return {
    database,
    principal,
    loaders,
    repeatable: undefined,
    fieldLimiter: new FieldLimiter(),
    limitedCaller: () => 'test',
    quotas: () => [],
  };
}

/** Errors of both are written alike. */
type Executed = Pick<ExecutionResult, 'data'> & { readonly errors?: readonly unknown[] };

type Execute = (
  document: DocumentNode,
  variables: Record<string, unknown>,
  context: GatewayContext,
) => Executed | Promise<Executed>;

const byGraphqlJs: Execute = (document, variableValues, contextValue) =>
  execute({ schema, document, variableValues, contextValue });

const byPlan: Execute = async (document, given, context) => {
  const operation = getOperationAST(document);
  const { values } = coerceVariables(schema, operation?.variableDefinitions ?? [], given);
  // The gateway refuses both before it executes anything.
  if (!operation || !values) return byGraphqlJs(document, given, context);
  return executor.execute({ operation: ParsedOperation.of(document, operation), variables: values, context });
};

/** What came back, as it would be written, and what was asked of the database for it. */
async function outcome(run: Execute, document: DocumentNode, values: Record<string, unknown>) {
  const { database, statements, isBusy } = recording();
  const { data, errors } = await run(document, values, context(database));
  // After an error, what was begun goes on although it is not awaited.
  do await setTimeout(2);
  while (isBusy());
  return { data: JSON.stringify(data), errors: JSON.stringify(errors), statements };
}

const expectSame = (text: string, values: Record<string, unknown> = {}): Promise<void> =>
  expectSameResult(parse(text), values);

async function expectSameResult(document: DocumentNode, values: Record<string, unknown>): Promise<void> {
  const expected = await outcome(byGraphqlJs, document, values);
  expect(await outcome(byPlan, document, values)).toEqual(expected);
  // Once more, by the plan that is known now.
  expect(await outcome(byPlan, document, values)).toEqual(expected);
}

describe('a document of the query tests', () => {
  const folder = join(import.meta.dirname, '../queries');
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const)
    // The second way would find what the first has changed.
    .filter(([, text]) => !text.includes('mutation'));

  it.each(documents)('%s', (_file, text) =>
    expectSame(text, JSON.parse(/^# variables: (.*)$/m.exec(text)?.[1] ?? '{}')),
  );
});

describe('an operation', () => {
  it.each([
    ['with an unknown operation', '{ viewer { role } } query B { viewer { role } }', {}],
    ['without a variable that it needs', 'query ($gtin: GTIN!) { product(gtin: $gtin) { gtin } }', {}],
    ['with a wrong variable', 'query ($first: Int) { claims(first: $first) { totalCount } }', { first: 'x' }],
    ['with a null flag', 'query ($on: Boolean = true) { viewer { role @include(if: $on) } }', { on: null }],
    [
      'with a wrong argument',
      '{ claims(first: 101) { totalCount } product(gtin: "95200000000") { id } }',
      {},
    ],
    [
      'with a nested problem',
      '{ product(gtin: "9520000000001") { claims(first: -1) { totalCount } name } }',
      {},
    ],
    ['that introspects', '{ __schema { queryType { name } } viewer { __typename } }', {}],
    [
      'with an alias of an object',
      '{ viewer { __proto__: role constructor: role toString: credential } }',
      {},
    ],
    [
      'with five flags',
      'query ($a: Boolean = true, $b: Boolean = true, $c: Boolean = true, $d: Boolean = true, $e: Boolean = false) { viewer { a: role @include(if: $a) b: role @skip(if: $b) c: role @skip(if: $e) } x: viewer @include(if: $c) { role } y: viewer @skip(if: $d) { role } }',
      {},
    ],
    [
      'of mixed levels',
      '{ a: viewer { organization { id name } quotas { window } } claimByCode(code: "vegan") { ... on Node { id } assignments(first: 2) { totalCount nodes { isActive(on: "2026-01-01") product { claims(last: 1) { edges { cursor } } } } } } }',
      {},
    ],
  ])('%s', (_name, text, values) => expectSame(text, values));
});

it('keeps plans of different flags apart, whatever lists are beside them', async () => {
  const document = parse(
    'query ($a: [Boolean], $flag: Boolean!, $b: [Boolean]) { viewer { role @include(if: $flag) credential } }',
  );
  // Written one after the other, both are the same text.
  await expectSameResult(document, { a: [true, false], flag: true, b: [] });
  await expectSameResult(document, { a: [true], flag: false, b: [true, null] });
});

it('gives the same for generated selections', async () => {
  await fc.assert(
    fc.asyncProperty(root, product, (field, selected) => expectSame(documentOf(field, selected), variables)),
    { numRuns: 150, seed: SEED },
  );
}, 120_000);
