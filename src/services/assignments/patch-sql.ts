import type { Issue } from '../../errors/problem.js';
import type { AssignmentField } from './assignment-field.js';
import { DATE_ORDER } from './date-order.js';

/** What a patch contains beside the fields that it sets to a value. */
export interface Patch {
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
}

/**
 * What a field of the locked row `l` becomes: the patch's value, or what is stored; metadata is merged. The statement has
 * the values of `patchValues` from `$4` to `$7`.
 */
export function patched({ name, column, type }: AssignmentField): string {
  if (type === 'jsonb') return `(case when $7 then '{}' else l.${column} end || $5::jsonb) - $6::text[]`;
  return `case when $4::jsonb ? '${name}' then ${sent(name, type)} else l.${column} end`;
}

function sent(name: string, type: AssignmentField['type']): string {
  if (type === 'text[]') return `array(select jsonb_array_elements_text($4::jsonb -> '${name}'))`;
  return `($4::jsonb ->> '${name}')${type === 'date' ? '::date' : ''}`;
}

/**
 * The values of a patch: the sent members; metadata to merge in; keys of metadata to remove, which were sent with an empty
 * value; whether metadata is cleared first.
 */
export function patchValues({ metadata, ...members }: Patch): unknown[] {
  const entries = Object.entries(metadata ?? {});
  return [
    JSON.stringify(members),
    JSON.stringify(Object.fromEntries(entries.filter(([, value]) => value !== ''))),
    entries.filter(([, value]) => value === '').map(([key]) => key),
    metadata !== undefined && entries.length === 0,
  ];
}

/** Which rules a changed row would break. */
export interface PatchedRow {
  readonly datesFit: boolean;
  readonly metadataFits: boolean;
}

/** The issues of a changed row that is not valid, at the members of the patch. */
export function brokenRules(
  { datesFit, metadataFits }: PatchedRow,
  changes: { readonly expirationDate?: string | null },
): Issue[] {
  const issues: Issue[] = [];
  if (!datesFit) {
    // At least one of both was sent, otherwise the row would be unchanged.
    const field = changes.expirationDate === undefined ? 'validFrom' : 'expirationDate';
    issues.push({ path: [field], ...DATE_ORDER });
  }
  if (!metadataFits) {
    issues.push({ path: ['metadata'], msg: 'Object should have at most 50 members', type: 'too_long' });
  }
  return issues;
}
