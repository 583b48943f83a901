import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { Executor } from '../../src/graphql/executor/executor.js';
import { PlanCache } from '../../src/graphql/executor/plan-cache.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';

const schema = buildSchema('type Query { nullable: Int required: Int! }');
const fail = () => {
  throw new Error('refused');
};
for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) field.resolve = fail;

it('an error that ends the whole response beyond the limit is announced as well', async () => {
  const aliases = Array.from({ length: 100 }, (_, i) => `n${i}: nullable`).join(' ');
  const document = parse(`{ ${aliases} required }`);
  const operation = ParsedOperation.of(document, getOperationAST(document) as OperationDefinitionNode);
  const { data, errors = [] } = await new Executor(schema, new PlanCache()).execute({
    operation,
    variables: {},
    context: undefined,
  });
  expect([data, errors.length]).toEqual([null, 101]);
  expect(errors.at(-1)?.cause).toMatchObject({ code: 'validation_error' });
});
