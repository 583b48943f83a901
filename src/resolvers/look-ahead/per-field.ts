import type { GraphQLResolveInfo } from 'graphql';

/**
 * Returns the same function with its results cached for as long as the nodes of a field live. The executor's plans keep
 * their lists of nodes, and there is a plan for each value of the flags that change the selection; lists of graphql-js
 * live as long as one execution.
 */
export function perField<Result extends object>(
  make: (info: GraphQLResolveInfo) => Result,
): (info: GraphQLResolveInfo) => Result {
  const results = new WeakMap<object, Result>();
  return (info) => {
    const known = results.get(info.fieldNodes);
    if (known) return known;
    const result = make(info);
    results.set(info.fieldNodes, result);
    return result;
  };
}
