import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses operations of a type that the schema does not have, which graphql-js detects only during execution. */
export const knownOperationTypes: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`The schema has no ${node.operation} type.`, { nodes: node }));
  },
});
