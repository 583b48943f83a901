import { buildSchema, type ExecutionResult, execute, GraphQLError, parse, validate } from 'graphql';
import { argumentIssue } from '../../src/graphql/argument-issue.js';

/** The issue of an argument follows from the error of graphql-js, whatever the document around it looks like. */

const schema = buildSchema(`
  type Query { one(id: ID!, n: Int): T other(id: ID! = "1"): T list(in: [Input!]): T same(as: Input): T failing(name: String): T items: [T] }
  type T { n: Int t(in: Input, ids: [ID!], f: Float): T }
  input Input { id: ID! = "1" n: Int inner: Input ids: [ID!] }
`);

/** Executes a valid document with unchecked values of its variables. */
async function errorsOf(query: string, variableValues: Record<string, unknown> = {}) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const rootValue = {
    one: {},
    other: {},
    list: { t: {} },
    same: { t: {} },
    failing: () => {
      throw new Error('Argument "name" has invalid value "x".');
    },
    items: 5,
  };
  const { errors = [] } = (await execute({
    schema,
    document,
    rootValue,
    variableValues,
  })) as ExecutionResult;
  return errors;
}

async function issueOf(query: string, variableValues?: Record<string, unknown>) {
  const errors = await errorsOf(query, variableValues);
  expect(errors).toHaveLength(1);
  return argumentIssue(errors[0] as GraphQLError);
}

const missing = (name: string) => ({ path: [name], msg: 'Field required', type: 'missing' });
const wrong = (name: string) => ({
  path: [name],
  msg: 'Input should be a value of the type that the schema names',
  type: 'type_error',
});

describe('the issue of a refused argument', () => {
  it.each([
    ['a default of its own', '($v: ID = "1") { one(id: $v) { n } }'],
    ['a default of the argument', '($v: ID) { other(id: $v) { n } }'],
  ])('is that it is missing, when a variable with %s is null', async (_, query) => {
    expect(await issueOf(`query ${query}`, { v: null })).toEqual(missing('id'));
  });

  it.each([
    ['an object', '($v: ID = "1") { same(as: { id: $v }) { n } }', 'as'],
    ['an object in an object', '($v: ID = "1") { same(as: { n: 1, inner: { id: $v } }) { n } }', 'as'],
    ['a list', '($v: ID = "1") { same { t(ids: ["1", $v]) { n } } }', 'ids'],
    ['a list of objects', '($v: Input = {}) { list(in: [{ n: 1 }, $v]) { n } }', 'in'],
    ['a list in an object', '($v: ID = "1") { same(as: { ids: [$v] }) { n } }', 'as'],
  ])('is its type, when a variable in %s is null', async (_, query, name) => {
    expect(await issueOf(`query ${query}`, { v: null })).toEqual(wrong(name));
  });

  it.each([
    ['@skip(if: $v)', 'missing'],
    ['@include(if: $v)', 'missing'],
  ])('names the argument of %s', async (directive) => {
    const below = `query ($v: Boolean = true) { same { n ${directive} } }`;
    expect(await issueOf(below, { v: null })).toEqual(missing('if'));
    const root = `query ($v: Boolean = true) { ...F ${directive} } fragment F on Query { items { n } }`;
    expect(await issueOf(root, { v: null })).toEqual(missing('if'));
  });

  it('is found behind blanks, commas and comments', async () => {
    const query = `query ($v: ID = "1") { one(n: 1,, # id: $n
      id # name: "other"
      : # a: 1
      # b: 2
      $v) { n } }`;
    expect(await issueOf(query, { v: null })).toEqual(missing('id'));
  });

  it('is named after the argument, not after an alias, a field or a member', async () => {
    const query = 'query ($in: ID = "1") { as: same { id: t(in: { inner: { id: $in } }) { n } } }';
    expect(await issueOf(query, { in: null })).toEqual(wrong('in'));
  });

  it('is found for each of several arguments', async () => {
    const query = 'query ($v: ID = "1") { a: one(id: $v) { n } b: same(as: { id: $v }) { n } }';
    const errors = await errorsOf(query, { v: null });
    expect(errors.map((error) => argumentIssue(error))).toEqual([missing('id'), wrong('as')]);
  });
});

describe('no issue of an argument', () => {
  it.each([
    ['an error that a resolver throws, whatever its message', '{ failing(name: "x") { n } }'],
    ['a value that is no list', '{ items { n } }'],
  ])('is %s', async (_, query) => {
    expect(await issueOf(query)).toBeUndefined();
  });

  it('is an error of validation, though it refers to a value', () => {
    const document = parse('{ one(id: {}) { n } }');
    const [fault] = validate(schema, document);
    expect(fault?.nodes?.[0]?.kind).toBe('ObjectValue');
    // As Apollo Server passes it on.
    const error = new GraphQLError(fault?.message ?? '', {
      nodes: fault?.nodes ?? [],
      originalError: fault as GraphQLError,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(argumentIssue(error)).toBeUndefined();
  });

  it('is an error of a variable, of a document that has no text, or without a place', async () => {
    const [unset] = await errorsOf('query ($id: ID!) { one(id: $id) { n } }');
    expect(unset && argumentIssue(unset)).toBeUndefined();
    const node = parse('{ one(id: $id) { n } }', { noLocation: true });
    const field = (node.definitions[0] as any).selectionSet.selections[0];
    expect(argumentIssue(new GraphQLError('x', { nodes: field.arguments[0].value }))).toBeUndefined();
    expect(argumentIssue(new GraphQLError('x'))).toBeUndefined();
  });
});
