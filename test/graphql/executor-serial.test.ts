import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { Executor } from '../../src/graphql/executor/executor.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';

/** Fields of a mutation are executed one after the other (GraphQL, "Normal and Serial Execution"). */

const schema = buildSchema(`
  type Query { text: String }
  type Mutation { write(size: Int!): Written writeStrictly(size: Int!): Written! }
  type Written { text: String }
`);

/** Executes a mutation; a write of no text fails. Returns its response, and what was written and completed, in order. */
async function run(text: string) {
  const steps: string[] = [];
  const write = async (_source: unknown, { size }: { size: number }) => {
    steps.push(`begin ${size}`);
    await Promise.resolve();
    if (size === 0) throw new Error('Nothing to write.');
    steps.push(`end ${size}`);
    return { text: 'x'.repeat(size) };
  };
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}))
    field.resolve = write as never;
  const document = parse(text);
  const operation = ParsedOperation.of(document, getOperationAST(document) as OperationDefinitionNode);
  const result = await new Executor(schema).execute({ operation, variables: {}, context: undefined });
  return { response: JSON.parse(JSON.stringify(result)), steps };
}

it('a mutation begins a field when the one before has ended', async () => {
  const { response, steps } = await run('mutation { a: write(size: 1) { text } b: write(size: 2) { text } }');
  expect(response).toEqual({ data: { a: { text: 'x' }, b: { text: 'xx' } } });
  expect(steps).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
});

it('a field that fails and may be null leaves the others', async () => {
  const { response, steps } = await run('mutation { a: write(size: 0) { text } b: write(size: 2) { text } }');
  expect(response).toMatchObject({ data: { a: null, b: { text: 'xx' } }, errors: [{ path: ['a'] }] });
  expect(steps).toEqual(['begin 0', 'begin 2', 'end 2']);
});

it('a field that fails and may not be null is the last one', async () => {
  const { response, steps } = await run(
    'mutation { a: writeStrictly(size: 0) { text } b: write(size: 2) { text } }',
  );
  expect(response).toMatchObject({ data: null, errors: [{ path: ['a'] }] });
  expect(steps).toEqual(['begin 0']);
});

it('a response that is too large does not keep the other fields from being executed', async () => {
  const { response, steps } = await run(
    'mutation { a: write(size: 4000000) { text } b: write(size: 2) { text } }',
  );
  expect(response).toMatchObject({ data: null, errors: [{ message: expect.stringContaining('3 MB') }] });
  expect(steps).toEqual(['begin 4000000', 'end 4000000', 'begin 2', 'end 2']);
});
