import type { Issue } from '../../errors/problem.js';

/** The issue of a last day of validity before the first. */
export const DATE_ORDER = {
  msg: 'The last day of validity should not lie before the first day',
  type: 'date_order',
} as const;

/** ISO dates compare as texts. */
export function dateOrderIssues(validFrom: string | null, expirationDate: string | null): Issue[] {
  if (validFrom === null || expirationDate === null || expirationDate >= validFrom) return [];
  return [{ path: ['expirationDate'], ...DATE_ORDER }];
}
