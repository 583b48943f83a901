import type { GraphQLResolveInfo } from 'graphql';
import { LARGE_FIELDS } from '../../services/certification-assignments/certification-assignment-columns.js';
import { perField } from './per-field.js';
import { namesBelow, resolvedField, selectionsBelow } from './selections.js';

/** Columns of a claim's assignment that can be large, up to 200 KB together. */
export const DETAILS: ReadonlySet<string> = new Set(['metadata', 'evidenceUrl', 'evidenceNote']);

/** Columns of a certification's assignment that can be large. */
export const CERTIFICATION_DETAILS: ReadonlySet<string> = LARGE_FIELDS;

const detailsOf = perField((info) => {
  const list = resolvedField(info);
  const assignments = [
    ...selectionsBelow(list, 'nodes', info),
    ...selectionsBelow(list, 'edges', info).flatMap((edge) => selectionsBelow(edge, 'node', info)),
  ];
  const names = assignments.flatMap((assignment) => namesBelow(assignment, info));
  return {
    ofClaims: names.some((name) => DETAILS.has(name)),
    ofCertifications: names.some((name) => CERTIFICATION_DETAILS.has(name)),
  };
});

/** Whether evidence or metadata of a list of assignments is selected; otherwise they are not read. */
export function selectsDetails(info: GraphQLResolveInfo): boolean {
  return detailsOf(info).ofClaims;
}

/** The same for a list of certifications' assignments. */
export function selectsCertificationDetails(info: GraphQLResolveInfo): boolean {
  return detailsOf(info).ofCertifications;
}
