import { ID_FORMS, readUuid, shortId } from './short-id.js';

/**
 * Global ids of the GraphQL schema (docs/contract.md, "Global ids"): a product's is its GTIN-14, a
 * claim's its short id, an assignment's both joined by a dot; other types carry a prefix.
 */
export type GlobalId =
  | { readonly type: 'Product'; readonly gtin: string }
  | { readonly type: 'Claim'; readonly id: string }
  | { readonly type: 'ClaimAssignment'; readonly gtin: string; readonly claimId: string }
  | { readonly type: 'Organization'; readonly id: string }
  | { readonly type: 'ClaimAssignmentEvent'; readonly gtin: string; readonly id: string };

export function assignmentGlobalId(gtin: string, claimId: string): string {
  return `${gtin}.${shortId(claimId)}`;
}

export function organizationGlobalId(id: string): string {
  return `organization.${shortId(id)}`;
}

export function eventGlobalId(gtin: string, id: string): string {
  return `event.${gtin}.${shortId(id)}`;
}

/** The id of an organization: its global id, or the id in it in either written form. */
export const ORGANIZATION_ID_PATTERN = `^(?:organization\\.)?(?:${ID_FORMS})$`;

/** The UUID of an organization's id as the pattern permits it; null for one that names nothing. */
export function readOrganizationId(text: string): string | null {
  return readUuid(text.replace(/^organization\./, ''));
}

const GTIN_14 = /^[0-9]{14}$/;

/** The longest is an event's, of 43 characters. */
const MAX_LENGTH = 43;

/** Reads a global id; undefined for a text that can name nothing. */
export function readGlobalId(text: string): GlobalId | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (GTIN_14.test(text)) return { type: 'Product', gtin: text };
  const parts = text.split('.');
  const id = readShortId(parts.pop() as string);
  if (id === undefined) return undefined;
  const [first, second, ...rest] = parts;
  if (rest.length > 0) return undefined;
  if (first === undefined) return { type: 'Claim', id };
  if (second !== undefined) {
    return first === 'event' && GTIN_14.test(second)
      ? { type: 'ClaimAssignmentEvent', gtin: second, id }
      : undefined;
  }
  if (first === 'organization') return { type: 'Organization', id };
  return GTIN_14.test(first) ? { type: 'ClaimAssignment', gtin: first, claimId: id } : undefined;
}

/** Global ids are never written with the canonical form. */
function readShortId(text: string): string | undefined {
  return text.length === 22 ? (readUuid(text) ?? undefined) : undefined;
}
