import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { mutationCost } from '../../src/graphql/mutation-cost.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';

/** What a document's first operation counts as. */
function cost(text: string, variables?: Readonly<Record<string, unknown>>): number {
  const document = parse(text);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )!;
  return mutationCost(ParsedOperation.of(document, operation), variables);
}

describe('the mutation fields of an operation that will run', () => {
  it.each<[string, string, number]>([
    ['a query has none', '{ a b c }', 0],
    ['a subscription has none', 'subscription { a }', 0],
    ['a query beside a mutation has none', 'query Q { a } mutation M { b c }', 0],
    ['a field', 'mutation { a }', 1],
    ['fields of different names', 'mutation { a b c }', 3],
    ['fields of one name and different aliases', 'mutation { x: a y: a a }', 3],
    ['fields of one response key are merged into one', 'mutation { a { id } a { name } x: a x: a }', 2],
    ['an alias that is the name of another field', 'mutation { b: a a: b }', 2],
    ['fields below are none', 'mutation { a { b { c } d } }', 1],
    ['__typename is none', 'mutation { __typename a t: __typename }', 1],
    ['nothing but __typename', 'mutation { __typename }', 0],
    ['an inline fragment', 'mutation { ... { a } ... on Mutation { b } ... { ... { c } } }', 3],
    ['an inline fragment merges with what is around it', 'mutation { a ... { a } ... on Mutation { a } }', 1],
    ['a named fragment', 'mutation { ...F c } fragment F on Mutation { a b }', 3],
    ['a fragment behind its use and before it', 'fragment F on Mutation { a } mutation { ...F }', 1],
    [
      'a fragment that is spread twice',
      'mutation { ...F ...F ... { ...F } } fragment F on Mutation { a b }',
      2,
    ],
    [
      'fragments within fragments',
      'mutation { ...F } fragment F on Mutation { a ...G } fragment G on Mutation { b }',
      2,
    ],
    ['a fragment that is not spread', 'mutation { a } fragment F on Mutation { b }', 1],
    ['@skip(if: true)', 'mutation { a @skip(if: true) b }', 1],
    ['@skip(if: false)', 'mutation { a @skip(if: false) b }', 2],
    ['@include(if: false)', 'mutation { a @include(if: false) b }', 1],
    ['@include(if: true)', 'mutation { a @include(if: true) b }', 2],
    ['both directives, one of which takes it out', 'mutation { a @include(if: true) @skip(if: true) b }', 1],
    ['a response key that is taken out in one place only', 'mutation { a @skip(if: true) a b }', 2],
    ['an inline fragment that is taken out', 'mutation { ... @include(if: false) { a b } c }', 1],
    [
      'a spread that is taken out, and the same one that is not',
      'mutation { ...F @skip(if: true) ...F } fragment F on Mutation { a b }',
      2,
    ],
    ['a spread that is taken out', 'mutation { ...F @skip(if: true) c } fragment F on Mutation { a b }', 1],
  ])('%s', (_, text, expected) => {
    expect(cost(text)).toBe(expected);
  });

  const SKIPPED = 'mutation ($x: Boolean!) { a @skip(if: $x) b }';
  const INCLUDED_BY_DEFAULT = 'mutation ($x: Boolean = true) { a @include(if: $x) b }';
  const LEFT_OUT_BY_DEFAULT = 'mutation ($x: Boolean = false) { a @include(if: $x) b }';

  it.each<[string, string, Record<string, unknown> | undefined, number]>([
    ['that takes it out', SKIPPED, { x: true }, 1],
    ['that leaves it in', SKIPPED, { x: false }, 2],
    ['with a default, not given', LEFT_OUT_BY_DEFAULT, undefined, 1],
    ['with a default, given otherwise', LEFT_OUT_BY_DEFAULT, { x: true }, 2],
    ['with another default, not given', INCLUDED_BY_DEFAULT, {}, 2],
    ['with another default, given otherwise', INCLUDED_BY_DEFAULT, { x: false }, 1],
  ])('by the value of a variable %s', (_, text, variables, expected) => {
    expect(cost(text, variables)).toBe(expected);
  });

  it('are counted anew for other variables of the same document', () => {
    const document = parse(SKIPPED);
    const [operation] = document.definitions as [OperationDefinitionNode];
    const counts = [true, false, true].map((x) =>
      mutationCost(ParsedOperation.of(document, operation), { x }),
    );
    expect(counts).toEqual([1, 2, 1]);
  });

  it('are those of the operation that is meant', () => {
    const document = parse('mutation A { a } mutation B { a b }');
    const [, second] = document.definitions as [OperationDefinitionNode, OperationDefinitionNode];
    expect(mutationCost(ParsedOperation.of(document, second), undefined)).toBe(2);
  });

  it('are found in fragments that double one another a hundred times', () => {
    const fragments = Array.from(
      { length: 100 },
      (_, n) => `fragment F${n} on Mutation { ...F${n + 1} ... { ...F${n + 1} } a${n} }`,
    );
    expect(cost(`mutation { ...F0 } ${fragments.join(' ')} fragment F100 on Mutation { z }`)).toBe(101);
  });
});

describe('a batch', () => {
  const rows = (count: number) => Array.from({ length: count }, () => ({ gtin: '9520000000011' }));
  const BY_INPUT = 'mutation ($input: AssignClaimsInput!) { assignClaims(input: $input) { failed } }';
  const BY_ROWS =
    'mutation ($rows: [AssignClaimInput!]!) { assignClaims(input: { assignments: $rows }) { failed } }';

  it.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [1_000, 10],
    [1_001, 10],
  ])('of %i rows counts as %i', (count, expected) => {
    expect(cost(BY_INPUT, { input: { assignments: rows(count) } })).toBe(expected);
    expect(cost(BY_ROWS, { rows: rows(count) })).toBe(expected);
    const literals = Array.from({ length: count }, () => '{ gtin: "9520000000011" }').join(' ');
    const literal = `{ assignments: [${literals}] }`;
    expect(cost(`mutation { removeClaimAssignments(input: ${literal}) { failed } }`)).toBe(expected);
    expect(cost(`mutation { assignCertifications(input: ${literal}) { failed } }`)).toBe(expected);
    expect(cost(BY_INPUT.replace('!)', `! = ${literal})`))).toBe(expected);
  });

  it('counts beside other fields, and each batch by itself', () => {
    const text = `mutation ($a: AssignClaimsInput!, $b: AssignClaimsInput!) {
      a: assignClaims(input: $a) { failed } b: assignClaims(input: $b) { failed } c { d } }`;
    const variables = { a: { assignments: rows(150) }, b: { assignments: rows(250) } };
    expect(cost(text, variables)).toBe(2 + 3 + 1);
  });

  it.each([
    ['no input', {}],
    ['null', { input: null }],
    ['a text', { input: 'x' }],
    ['rows that are no list', { input: { assignments: { gtin: '1' } } }],
    ['an object that looks like a literal', { input: { kind: 'ObjectValue', fields: [null] } }],
  ])('counts as one whatever was sent in its place: %s', (_, variables) => {
    expect(cost(BY_INPUT, variables)).toBe(1);
  });
});
