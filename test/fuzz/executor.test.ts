import * as fc from 'fast-check';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { Executor } from '../../src/graphql/executor/executor.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';
import { coerceVariables } from '../../src/graphql/variables.js';
import { FUZZ_SECONDS, SEED } from '../support/fuzz-seed.js';
import type { Behaviour } from './executor/behaviour.js';
import { Choice } from './executor/choice.js';
import { type GeneratedCase, generateCase } from './executor/documents.js';
import { schema } from './executor/schema.js';

/** Documents of one run at most, for each second that it may take. */
const MAX_DOCUMENTS_PER_SECOND = 100;

const executor = new Executor(schema);
let documents = 0;

type Executed = Pick<ExecutionResult, 'data'> & { readonly errors?: readonly unknown[] };

/** Messages for an object of an unknown type, which are not those of graphql-js. */
const UNKNOWN_TYPE = /^(?:Abstract type "|Runtime Object type "|.* is no type of )/s;

const written = ({ data, errors }: Executed) => ({
  data: JSON.stringify(data),
  errors: JSON.stringify(errors, (name, value) =>
    name === 'message' && UNKNOWN_TYPE.test(value) ? 'unknown type' : value,
  ),
});

async function expectSame(
  document: DocumentNode,
  { operationName }: GeneratedCase,
  variables: Record<string, unknown>,
  context: Behaviour,
): Promise<void> {
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
  const request = { schema, document, operationName, variableValues: variables, contextValue: context };
  const { values } = coerceVariables(schema, operation.variableDefinitions ?? [], variables);
  // Both refuse the same variables.
  if (!values) return expect(await execute(request)).not.toHaveProperty('data');
  const result = await executor.execute({
    operation: ParsedOperation.of(document, operation),
    variables: values,
    context,
  });
  const given = written(result);
  expect(given).toEqual(written(await execute(request)));
}

async function check(gen: fc.GeneratorValue): Promise<void> {
  const choice = new Choice(gen);
  const generated = generateCase(choice);
  const context = { seed: choice.below(1_000_000), failures: choice.pick([0, 2, 10, 30]) };
  try {
    const document = parse(generated.text);
    expect(validate(schema, document)).toEqual([]);
    documents++;
    for (const variables of generated.requests) await expectSame(document, generated, variables, context);
  } catch (error) {
    throw new Error(`${JSON.stringify({ ...context, ...generated })}\n${generated.text}\n${error}`);
  }
}

describe('the executor', () => {
  it(
    'returns the same data and errors as graphql-js for generated documents',
    async () => {
      await fc.assert(fc.asyncProperty(fc.gen(), check), {
        seed: SEED,
        numRuns: MAX_DOCUMENTS_PER_SECOND * FUZZ_SECONDS,
        interruptAfterTimeLimit: FUZZ_SECONDS * 1000,
        includeErrorInReport: true,
      });
    },
    FUZZ_SECONDS * 1000 + 30_000,
  );

  it('has run documents', () => {
    expect(documents).toBeGreaterThan(0);
  });
});
