import { isUuid, readId, shortId } from './short-id.js';

/**
 * Global ids of the GraphQL schema (docs/contract.md, "Global ids"): a product's is its GTIN-14, a
 * claim's its short id, an assignment's both joined by a dot; other types carry a prefix.
 */
export type GlobalId =
  | { readonly type: 'Product'; readonly gtin: string }
  | { readonly type: 'Claim'; readonly id: string }
  | { readonly type: 'ClaimAssignment'; readonly gtin: string; readonly claimId: string }
  | { readonly type: 'Organization'; readonly id: string };

export function assignmentGlobalId(gtin: string, claimId: string): string {
  return `${gtin}.${shortId(claimId)}`;
}

export function organizationGlobalId(id: string): string {
  return `organization.${shortId(id)}`;
}

const GTIN_14 = /^[0-9]{14}$/;

/** Reads a global id; undefined for a text that can name nothing. */
export function readGlobalId(text: string): GlobalId | undefined {
  if (GTIN_14.test(text)) return { type: 'Product', gtin: text };
  const dot = text.indexOf('.');
  const prefix = text.slice(0, Math.max(dot, 0));
  const id = readShortId(text.slice(dot + 1));
  if (id === undefined) return undefined;
  if (dot < 0) return { type: 'Claim', id };
  if (prefix === 'organization') return { type: 'Organization', id };
  return GTIN_14.test(prefix) ? { type: 'ClaimAssignment', gtin: prefix, claimId: id } : undefined;
}

/** Global ids are never written with the canonical form. */
function readShortId(text: string): string | undefined {
  const uuid = text.length === 22 ? readId(text) : text;
  return text.length === 22 && isUuid(uuid) ? uuid : undefined;
}
