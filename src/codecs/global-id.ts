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
  | { readonly type: 'ClaimAssignmentEvent'; readonly gtin: string; readonly id: string }
  | { readonly type: 'Certification'; readonly id: string }
  | { readonly type: 'CertificationBody'; readonly id: string }
  | { readonly type: 'CertificationAssignment'; readonly gtin: string; readonly certificationId: string }
  | { readonly type: 'CertificationAssignmentEvent'; readonly gtin: string; readonly id: string };

export function assignmentGlobalId(gtin: string, claimId: string): string {
  return `${gtin}.${shortId(claimId)}`;
}

export function organizationGlobalId(id: string): string {
  return `organization.${shortId(id)}`;
}

export function eventGlobalId(gtin: string, id: string): string {
  return `event.${gtin}.${shortId(id)}`;
}

export function certificationGlobalId(id: string): string {
  return `certification.${shortId(id)}`;
}

export function certificationBodyGlobalId(id: string): string {
  return `certification-body.${shortId(id)}`;
}

export function certificationAssignmentGlobalId(gtin: string, certificationId: string): string {
  return `certification-assignment.${gtin}.${shortId(certificationId)}`;
}

export function certificationEventGlobalId(gtin: string, id: string): string {
  return `certification-event.${gtin}.${shortId(id)}`;
}

/**
 * Returns the id in a global id of a certification or a body; any other text unchanged, which the services validate.
 */
export function withoutPrefix<Text extends string | null | undefined>(
  prefix: 'certification' | 'certification-body',
  id: Text,
): Text | string {
  return id?.startsWith(`${prefix}.`) ? id.slice(prefix.length + 1) : id;
}

/** Pattern of an organization's id: the global id, or the id in it in either form. */
export const ORGANIZATION_ID_PATTERN = `^(?:organization\\.)?(?:${ID_FORMS})$`;

/** Pattern of a certification's id: the global id, or the id in it in either form. */
export const CERTIFICATION_ID_PATTERN = `^(?:certification\\.)?(?:${ID_FORMS})$`;

/** Returns the UUID of an organization's id that matches the pattern; null for a short form that is no UUID. */
export function readOrganizationId(text: string): string | null {
  return readUuid(text.replace(/^organization\./, ''));
}

const GTIN_14 = /^[0-9]{14}$/;

/** The longest is that of a certification's assignment, of 62 characters. */
const MAX_LENGTH = 62;

/** Decodes a global id; undefined for a text that cannot be one. */
export function readGlobalId(text: string): GlobalId | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (GTIN_14.test(text)) return { type: 'Product', gtin: text };
  const parts = text.split('.');
  const id = readShortId(parts.pop() as string);
  if (id === undefined) return undefined;
  const [first, second, ...rest] = parts;
  if (rest.length > 0) return undefined;
  if (first === undefined) return { type: 'Claim', id };
  if (second !== undefined) return GTIN_14.test(second) ? ofProduct(first, second, id) : undefined;
  return GTIN_14.test(first) ? { type: 'ClaimAssignment', gtin: first, claimId: id } : ofCatalogue(first, id);
}

/** Decodes ids with a prefix and a GTIN. */
function ofProduct(prefix: string, gtin: string, id: string): GlobalId | undefined {
  switch (prefix) {
    case 'event':
      return { type: 'ClaimAssignmentEvent', gtin, id };
    case 'certification-assignment':
      return { type: 'CertificationAssignment', gtin, certificationId: id };
    case 'certification-event':
      return { type: 'CertificationAssignmentEvent', gtin, id };
    default:
      return undefined;
  }
}

/** Decodes ids with a prefix and without a GTIN. */
function ofCatalogue(prefix: string, id: string): GlobalId | undefined {
  switch (prefix) {
    case 'organization':
      return { type: 'Organization', id };
    case 'certification':
      return { type: 'Certification', id };
    case 'certification-body':
      return { type: 'CertificationBody', id };
    default:
      return undefined;
  }
}

/** Global ids contain the short form alone. */
function readShortId(text: string): string | undefined {
  return text.length === 22 ? (readUuid(text) ?? undefined) : undefined;
}
