import type { GraphQLResolveInfo } from 'graphql';

/** What decides how the resolvers of one execution behave. */
export interface Behaviour {
  readonly seed: number;
  /** Percentage of fields and items that fail. */
  readonly failures: number;
}

/** Everything that a resolver is told, so that a difference in any of it makes a difference in the result. */
export function placeOf(args: object, { seed }: Behaviour, info: GraphQLResolveInfo): string {
  const { path, fieldName, parentType, returnType, fieldNodes, fragments, operation, variableValues } = info;
  const keys: unknown[] = [];
  for (let at: typeof path | undefined = path; at; at = at.prev) keys.push(at.key, at.typename);
  const told = [keys, fieldName, parentType, returnType, fieldNodes.length, args, variableValues];
  return JSON.stringify([seed, ...told, Object.keys(fragments), operation.name?.value, info.rootValue]);
}
