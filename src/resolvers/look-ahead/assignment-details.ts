import type { GraphQLResolveInfo } from 'graphql';
import { perField } from './per-field.js';
import { namesBelow, resolvedField, selectionsBelow } from './selections.js';

/** Columns of an assignment that can be large, up to 200 KB together. */
export const DETAILS: ReadonlySet<string> = new Set(['metadata', 'evidenceUrl', 'evidenceNote']);

const detailsOf = perField((info) => {
  const list = resolvedField(info);
  const assignments = [
    ...selectionsBelow(list, 'nodes', info),
    ...selectionsBelow(list, 'edges', info).flatMap((edge) => selectionsBelow(edge, 'node', info)),
  ];
  const names = assignments.flatMap((assignment) => namesBelow(assignment, info));
  return { areSelected: names.some((name) => DETAILS.has(name)) };
});

/** Whether a list of assignments is asked for evidence or metadata; where it is not, they are not read. */
export function selectsDetails(info: GraphQLResolveInfo): boolean {
  return detailsOf(info).areSelected;
}
