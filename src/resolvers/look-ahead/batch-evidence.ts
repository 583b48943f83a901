import type { GraphQLResolveInfo } from 'graphql';
import { perField } from './per-field.js';
import { namesBelow, resolvedField, selectionsBelow } from './selections.js';

const evidenceOf = perField((info) => {
  const names = selectionsBelow(resolvedField(info), 'results', info)
    .flatMap((result) => selectionsBelow(result, 'assignment', info))
    .flatMap((assignment) => namesBelow(assignment, info));
  return { isSelected: names.some((name) => name === 'evidenceUrl' || name === 'evidenceNote') };
});

/** Whether evidence of the assignments of a batch is selected; otherwise it is not read. */
export function selectsEvidenceOfRows(info: GraphQLResolveInfo): boolean {
  return evidenceOf(info).isSelected;
}
