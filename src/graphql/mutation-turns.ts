import { setImmediate as nextTurn } from 'node:timers/promises';
import { type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';

/**
 * Starts each mutation field of an operation with several in a turn of the event loop of its own. Fields that fail
 * synchronously, each after the check of its large input, would otherwise run in one turn.
 */
export function letMutationsTakeTurns(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = (...given) =>
      hasOneField(given[3].operation) ? resolve(...given) : nextTurn().then(() => resolve(...given));
  }
}

function hasOneField({ selectionSet: { selections } }: OperationDefinitionNode): boolean {
  return selections.length === 1 && selections[0]?.kind === Kind.FIELD;
}
