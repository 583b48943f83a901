import { buildSchema, type FieldNode, getArgumentValues, type OperationDefinitionNode, parse } from 'graphql';
import { fieldArguments } from '../../src/graphql/executor/field-arguments.js';

const schema = buildSchema(`
  input Filter { code: String = "a", codes: [String!] }
  type Query {
    optional(text: String, size: Int = 25, filter: Filter): Int
    required(text: String!): Int
    withDefault(text: String! = "a"): Int
  }
`);
const fields = schema.getQueryType()?.getFields() ?? {};

function argumentsOf(text: string) {
  const [operation] = parse(`query { ${text} }`).definitions as OperationDefinitionNode[];
  const node = operation?.selectionSet.selections[0] as FieldNode;
  const field = fields[node.name.value];
  if (!field) throw new Error(`There is no field ${node.name.value}.`);
  return {
    planned: fieldArguments(field, node),
    ofGraphqlJs: (variables: Record<string, unknown>) => getArgumentValues(field, node, variables),
  };
}

/** What a function returns, or the message of what it throws. */
function outcome(work: () => Record<string, unknown>): unknown {
  try {
    return { ...work() };
  } catch (error) {
    return (error as Error).message;
  }
}

describe('arguments without variables', () => {
  it.each([
    ['optional', { size: 25 }],
    ['optional(text: null, size: 3)', { text: null, size: 3 }],
    ['optional(filter: {codes: "b"})', { size: 25, filter: { code: 'a', codes: ['b'] } }],
    ['required(text: "b")', { text: 'b' }],
    ['withDefault', { text: 'a' }],
  ])('%s: are read once', (text, expected) => {
    const { planned, ofGraphqlJs } = argumentsOf(text);
    expect(planned.constant).toEqual(expected);
    expect(planned.read({})).toBe(planned.constant);
    expect(outcome(() => ofGraphqlJs({}))).toEqual(expected);
  });
});

describe('arguments with variables', () => {
  const values = [{}, { v: undefined }, { v: null }, { v: 'b' }, { v: { codes: ['b'] } }];
  const cases = [
    'optional(text: $v)',
    'optional(filter: $v, size: 3)',
    'optional(filter: {code: $v})',
    'required(text: $v)',
    'withDefault(text: $v)',
  ].flatMap((text) => values.map((variables) => [text, variables] as const));

  it.each(cases)('%s with %j: are those of graphql-js, or its error', (text, variables) => {
    const { planned, ofGraphqlJs } = argumentsOf(text);
    expect(planned.constant).toBeUndefined();
    expect(outcome(() => planned.read(variables))).toEqual(outcome(() => ofGraphqlJs(variables)));
  });
});
