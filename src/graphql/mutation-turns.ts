import { setImmediate as nextTurn } from 'node:timers/promises';
import { type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';

/**
 * Lets each mutation field of an operation that has several begin in a turn of the event loop of its own. Fields that
 * fail before they wait for anything, each after its large input was checked, would otherwise run in one.
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
