import { type GraphQLInputType, isNonNullType, isTypeSubTypeOf, parseType, typeFromAST } from 'graphql';
import type { Choice } from './choice.js';
import { schema } from './schema.js';

/** A variable that documents may use. */
interface Variable {
  readonly type: GraphQLInputType;
  /** With its default, as an operation declares it. */
  readonly declaration: string;
  readonly hasDefault: boolean;
  readonly values: readonly unknown[];
}

const ABSENT = Symbol('absent');

/** Values that a type takes come first; {@link WRONG} of them are not among them. */
const VARIABLES: readonly (readonly [declaration: string, ...values: unknown[]])[] = [
  ['flag: Boolean!', true, false, true, false, true, false, ABSENT],
  ['flagOn: Boolean = true', true, false, true, false, ABSENT, null],
  ['flagOff: Boolean! = false', true, false, ABSENT, true, false, 'yes'],
  ['flagA: Boolean!', true, false],
  ['flagB: Boolean!', true, false],
  ['flags: [Boolean]', [true, false], [true], [null], [], true, null, ABSENT],
  ['int: Int', 5, 7, null, ABSENT, 5, 7, 1.5],
  ['intDefault: Int = 3', 5, null, ABSENT],
  ['intStrict: Int!', 5, 6, 7, 8, 9, '5'],
  ['ints: [Int!]', [1, 2], [], 4, null, ABSENT, [1], [null]],
  ['grid: [[Int]] = [[1], null]', [[1, null], []], [1], 2, null, ABSENT],
  ['text: String', 'text', '', null, ABSENT, 'a "quoted" text', 5],
  ['id: ID', 'x', 5, null, ABSENT],
  ['ratio: Float', 1.5, 2, null, ABSENT],
  ['color: Color = GREEN', 'RED', 'BLUE', ABSENT, null, 'RED', 'BLACK'],
  ['colorStrict: Color!', 'RED', 'GREEN', 'BLUE'],
  ['colors: [Color!]', ['RED'], 'GREEN', [], null, ABSENT],
  ['money: Money', 5, { amount: { of: [1] } }, null, ABSENT, 'bad'],
  ['point: Point', {}, { x: 2, tags: 'one' }, { y: null, inner: { color: 'BLUE' } }, null, ABSENT, { z: 1 }],
  ['pointDefault: Point = { x: 4, tags: ["t"] }', { x: 2 }, null, ABSENT, { x: null }],
];

const known = new Map<string, Variable>(
  VARIABLES.map(([declaration, ...values]) => {
    const [name = '', rest = ''] = declaration
      .split(': ', 1)
      .concat(declaration.slice(declaration.indexOf(': ') + 2));
    const [typeText = '', fallback] = rest.split(' = ');
    const type = typeFromAST(schema, parseType(typeText) as never) as unknown as GraphQLInputType;
    return [name, { type, declaration: `$${declaration}`, hasDefault: fallback !== undefined, values }];
  }),
);

/** Names of variables that the position of a type takes (GraphQL, "All Variable Usages Are Allowed"). */
export function variablesFor(type: GraphQLInputType, hasDefault: boolean): readonly string[] {
  return [...known].filter(([, variable]) => fits(variable, type, hasDefault)).map(([name]) => name);
}

function fits(variable: Variable, type: GraphQLInputType, hasDefault: boolean): boolean {
  const isRelaxed =
    isNonNullType(type) && !isNonNullType(variable.type) && (variable.hasDefault || hasDefault);
  return isTypeSubTypeOf(schema, variable.type, isRelaxed ? type.ofType : type);
}

export function declarationsOf(names: readonly string[]): string {
  return names.length === 0 ? '' : `(${names.map((name) => known.get(name)?.declaration).join(', ')})`;
}

/** Values of one request, seldom refused ones. */
export function valuesOf(names: readonly string[], choice: Choice): Record<string, unknown> {
  const entries = names.map((name) => [name, choice.pick(known.get(name)?.values ?? [])] as const);
  const unused = choice.chance(10) ? [['unused', 1] as const] : [];
  return Object.fromEntries([...entries, ...unused].filter(([, value]) => value !== ABSENT));
}
