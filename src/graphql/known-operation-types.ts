import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses operations of a type that the schema lacks, which graphql-js only notices when it executes. */
export const knownOperationTypes: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`The schema has no ${node.operation} type.`, { nodes: node }));
  },
});
