import type { GraphQLResolveInfo } from 'graphql';
import { perField } from './per-field.js';
import { namesBelow, resolvedField, selectionsBelow } from './selections.js';

/** The fields that are selected of the assignments of a batch. */
const selected = perField((info) =>
  selectionsBelow(resolvedField(info), 'results', info)
    .flatMap((result) => selectionsBelow(result, 'assignment', info))
    .flatMap((assignment) => namesBelow(assignment, info)),
);

/** Whether the assignments of a batch are asked for evidence; where they are not, it is not read. */
export function selectsEvidenceOfRows(info: GraphQLResolveInfo): boolean {
  return selected(info).some((name) => name === 'evidenceUrl' || name === 'evidenceNote');
}

/** Whether the assignments of a batch are asked for their scope; where they are not, it is not read. */
export function selectsScopeOfRows(info: GraphQLResolveInfo): boolean {
  return selected(info).includes('scope');
}
