import { buildSchema, execute, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { Executor } from '../../src/graphql/executor/executor.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';

/** Values that resolvers seldom return have to be completed as graphql-js completes them. */

const schema = buildSchema(`
  scalar Money
  type Query { money: Money numbers: [Int] parent: Parent }
  type Parent { text: String }
`);

async function expectSame(text: string, value: unknown): Promise<unknown> {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) field.resolve = () => value;
  const document = parse(text);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  const request = { operation: ParsedOperation.of(document, operation), variables: {}, context: undefined };
  const result = await new Executor(schema).execute(request);
  const expected = JSON.stringify(await execute({ schema, document }));
  expect(JSON.stringify(result)).toBe(expected);
  return JSON.parse(expected);
}

it('a function may be a parent', async () => {
  const parent = Object.assign(() => 'called', { text: 'its own' });
  const result = await expectSame('{ parent { text } }', parent);
  expect(result).toEqual({ data: { parent: { text: 'its own' } } });
});

it('a primitive parent has no fields', async () => {
  const result = await expectSame('{ parent { text } }', 'text');
  expect(result).toEqual({ data: { parent: { text: null } } });
});

it('a scalar that serializes to nothing fails as it does in graphql-js', async () => {
  const money = schema.getType('Money') as unknown as { serialize: () => unknown };
  money.serialize = () => undefined;
  expect(await expectSame('{ money }', { amount: [1] })).toMatchObject({ data: { money: null } });
});

it('an object whose iterator is no function is no list', async () => {
  const result = await expectSame('{ numbers }', { [Symbol.iterator]: 'none' });
  expect(result).toMatchObject({ errors: [{ message: expect.stringContaining('Expected Iterable') }] });
});
