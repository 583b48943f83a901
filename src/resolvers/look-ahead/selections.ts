import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';

/** The selection under one response key: a field, and all its nodes. */
export interface Selection {
  /** The type that has the field. */
  readonly parent: GraphQLObjectType;
  readonly nodes: readonly FieldNode[];
}

/** The field that is being resolved. */
export function resolvedField({ parentType, fieldNodes }: GraphQLResolveInfo): Selection {
  return { parent: parentType, nodes: fieldNodes };
}

/** The selections with this name of a field's value, one entry for each response key. */
export function selectionsBelow(selection: Selection, name: string, info: GraphQLResolveInfo): Selection[] {
  return fieldsBelow(selection, info).filter(({ nodes: [node] }) => node?.name.value === name);
}

/** Names of all selections of a field's value. */
export function namesBelow(selection: Selection, info: GraphQLResolveInfo): string[] {
  return fieldsBelow(selection, info).map(({ nodes: [node] }) => node?.name.value as string);
}

/** The definition of the selected field; undefined for `__typename`. */
export function fieldOf({ parent, nodes: [node] }: Selection): GraphQLField<unknown, unknown> | undefined {
  return parent.getFields()[node?.name.value as string];
}

/**
 * The selections of a field's value. The executor's own function collects them, so that conditions, fragments and types
 * count as in the execution.
 */
function fieldsBelow(selection: Selection, { schema, fragments, variableValues }: GraphQLResolveInfo) {
  const field = fieldOf(selection);
  const type = field && getNamedType(field.type);
  if (!isObjectType(type)) return [];
  const fields = collectSubfields(schema, fragments, variableValues, type, selection.nodes);
  return Array.from(fields.values(), (nodes): Selection => ({ parent: type, nodes }));
}
