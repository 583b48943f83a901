import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { Executor } from '../../src/graphql/executor/executor.js';
import { PlanCache } from '../../src/graphql/executor/plan-cache.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';

const schema = buildSchema(`
  type Query { a: T none: T }
  type T { text: String }
`);
Object.assign(schema.getQueryType()?.getFields().a as object, { resolve: () => ({ text: 'a' }) });

const plans = new PlanCache();
const executor = new Executor(schema, plans);

async function execute(text: string, variables = {}): Promise<void> {
  const document = parse(text);
  const operation = ParsedOperation.of(document, getOperationAST(document) as OperationDefinitionNode);
  const result = await executor.execute({ operation, variables, context: undefined });
  expect(result.errors).toBeUndefined();
}

/** The bytes that executing a document adds to the cache. */
async function added(text: string, variables = {}): Promise<number> {
  const before = plans.bytes;
  await execute(text, variables);
  return plans.bytes - before;
}

it('a plan counts with each field that it has planned', async () => {
  const small = await added('{ a { text } }');
  const large = await added(`{ a { ${Array.from({ length: 50 }, (_, i) => `t${i}: text`).join(' ')} } }`);
  expect(large - small).toBeGreaterThan(50 * 300);
});

it('a selection without an object is not planned', async () => {
  const selection = Array.from({ length: 50 }, (_, i) => `t${i}: text`).join(' ');
  const planned = await added(`{ a { ${selection} } }`);
  const unplanned = await added(`{ none { ${selection} } }`);
  expect(planned - unplanned).toBeGreaterThan(49 * 300);
});

it('an operation of more than four flags is planned for each request', async () => {
  const flags = [0, 1, 2, 3, 4];
  const document = (count: number) => {
    const given = flags.slice(0, count);
    return `query (${given.map((n) => `$f${n}: Boolean = true`)}) { ${given.map((n) => `a${n}: a @include(if: $f${n}) { text }`).join(' ')} }`;
  };
  expect(await added(document(4), { f0: true, f1: true, f2: true, f3: true })).toBeGreaterThan(0);
  expect(await added(document(5), { f0: true, f1: true, f2: true, f3: true, f4: true })).toBe(0);
});
