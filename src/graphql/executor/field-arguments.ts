import {
  BREAK,
  type FieldNode,
  type GraphQLField,
  getArgumentValues,
  isNonNullType,
  Kind,
  type ValueNode,
  valueFromAST,
  visit,
} from 'graphql';

/** The values of a field's arguments, by name. */
type Arguments = Record<string, unknown>;

/** The values of an operation's variables, by name. */
type Variables = Record<string, unknown>;

/** How the arguments of a field are read (GraphQL, "Coercing Field Arguments"). */
export interface FieldArguments {
  /** The arguments, which all requests share, if no variable decides them and they are valid; else undefined. */
  readonly constant: Readonly<Arguments> | undefined;
  /** Reads the arguments for the values of the variables. Throws the errors of graphql-js. */
  readonly read: (variables: Variables) => Arguments;
}

interface PlannedArgument {
  readonly name: string;
  /** The variable whose value it has; undefined for a constant. */
  readonly variable: string | undefined;
  /** The constant, or the value without the variable; undefined for none. */
  readonly value: unknown;
  readonly isNonNull: boolean;
}

/** Reads the arguments of a field of a valid operation as far as possible, so that a request only copies their values. */
export function fieldArguments(field: GraphQLField<unknown, unknown>, node: FieldNode): FieldArguments {
  const readAll = (variables: Variables) => getArgumentValues(field, node, variables);
  const nodes = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  const planned: PlannedArgument[] = [];
  for (const { name, type, defaultValue } of field.args) {
    const value = nodes.get(name);
    const isNonNull = isNonNullType(type);
    if (value?.kind === Kind.VARIABLE) {
      planned.push({ name, variable: value.name.value, value: defaultValue, isNonNull });
    } else if (value) {
      const constant = containsVariable(value) ? undefined : valueFromAST(value, type);
      // Undefined for an invalid value as well, whose error graphql-js throws.
      if (constant === undefined) return { constant: undefined, read: readAll };
      planned.push({ name, variable: undefined, value: constant, isNonNull });
    } else if (defaultValue !== undefined) {
      planned.push({ name, variable: undefined, value: defaultValue, isNonNull });
    }
  }
  const read = (variables: Variables): Arguments => {
    const args: Arguments = {};
    for (const argument of planned) if (!setArgument(args, argument, variables)) return readAll(variables);
    return args;
  };
  if (planned.some(({ variable }) => variable !== undefined)) return { constant: undefined, read };
  const constant = Object.freeze(read({}));
  return { constant, read: () => constant };
}

/** Sets an argument; false if it has no value although one is required. */
function setArgument(
  args: Arguments,
  { name, variable, value: constant, isNonNull }: PlannedArgument,
  variables: Variables,
): boolean {
  const isGiven = variable !== undefined && Object.hasOwn(variables, variable);
  const value = isGiven ? variables[variable] : constant;
  if (value === undefined) return !isGiven && !isNonNull;
  if (value === null && isNonNull) return false;
  args[name] = value;
  return true;
}

function containsVariable(value: ValueNode): boolean {
  let found = false;
  visit(value, {
    [Kind.VARIABLE]() {
      found = true;
      return BREAK;
    },
  });
  return found;
}
