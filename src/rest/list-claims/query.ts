import type { UncheckedInput } from '../../services/assignments/assign-claim-input.js';
import { type ListClaimsByPageInput, listClaimsByPageSchema } from '../../services/claims/list-claims-by-page.js';
import { describedMembers, translate } from '../members.js';
import { readQuery } from '../query.js';

const members = {
  label: {
    field: 'label',
    title: 'Label',
    description: 'Claims whose label has this text in it, in letters of either case; without wildcards.',
  },
  code: {
    field: 'code',
    title: 'Code',
    description: 'The claim with exactly this code, in letters of either case.',
  },
  category: { field: 'category', title: 'Category', description: 'Claims of this category.' },
  ordering: {
    field: 'ordering',
    title: 'Ordering',
    description:
      'What the claims are ordered by, by code point; a minus sign turns the order around. Equal labels stand ' +
      'in the order of their codes.',
  },
  page: { field: 'page', title: 'Page', description: 'Which page, from 1 on; empty past the end.' },
  page_size: { field: 'pageSize', title: 'Page Size', description: 'Most claims of a page.' },
} as const;

/** Parameters of the query: the rules are those that the service validates with. */
export const listClaimsParameters = Object.entries(
  describedMembers(members, listClaimsByPageSchema.properties),
).map(([name, schema]) => ({
  in: 'query',
  name,
  required: false,
  description: members[name as keyof typeof members].description,
  schema,
}));

/** Translates a URL's query into the service's input. Unknown parameters are ignored. */
export function listClaimsInput(url: string): UncheckedInput<ListClaimsByPageInput> {
  return translate(members, readQuery(url, members, ['page', 'page_size']));
}
