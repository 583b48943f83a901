import {
  CERTIFICATION_ID_PATTERN,
  ORGANIZATION_ID_PATTERN,
  readOrganizationId,
  withoutPrefix,
} from '../codecs/global-id.js';
import { toGtin14 } from '../codecs/gtin.js';
import { readUuid } from '../codecs/short-id.js';
import type { Issue } from '../errors/problem.js';
import * as fields from '../services/validation/fields.js';
import { issueFinder } from '../services/validation/validator.js';
import type { Loaders } from './loaders.js';

/** A key of an entity, such as `gtin` of `Product`: one field that identifies it. */
interface EntityKey {
  readonly field: string;
  /** The issues of a value of the field, with their place below the representation. */
  readonly issuesOf: (value: unknown) => readonly Issue[];
  /** The record with this valid value; null if there is none. */
  readonly find: (loaders: Loaders, value: string) => Promise<object | null>;
}

/** Keys by type. Of several in one representation the first is used. */
const entityKeys: ReadonlyMap<unknown, readonly EntityKey[]> = new Map([
  [
    'Product',
    [key('gtin', fields.gtin, (loaders, gtin) => loaders.record({ type: 'Product', gtin: toGtin14(gtin) }))],
  ],
  [
    'Claim',
    [
      key('id', fields.id, (loaders, id) => byUuid(loaders, 'Claim', readUuid(id))),
      key('code', fields.searchText, (loaders, code) => loaders.claimByCode(code)),
    ],
  ],
  [
    'Certification',
    [
      key('id', { type: 'string', pattern: CERTIFICATION_ID_PATTERN }, (loaders, id) =>
        byUuid(loaders, 'Certification', readUuid(withoutPrefix('certification', id))),
      ),
    ],
  ],
  [
    'Organization',
    [
      key('id', { type: 'string', pattern: ORGANIZATION_ID_PATTERN }, (loaders, id) =>
        byUuid(loaders, 'Organization', readOrganizationId(id)),
      ),
    ],
  ],
]);

function key(field: string, schema: object, find: EntityKey['find']): EntityKey {
  const findIssues = issueFinder({ type: 'object', properties: { [field]: schema }, required: [field] });
  return { field, issuesOf: (value) => findIssues({ [field]: value }), find };
}

async function byUuid(
  loaders: Loaders,
  type: 'Claim' | 'Certification' | 'Organization',
  id: string | null,
): Promise<object | null> {
  return id === null ? null : loaders.record({ type, id });
}

/** The entity that a representation names. */
export interface NamedEntity {
  /** Issues of the representation; empty for a valid one. */
  readonly issues: readonly Issue[];
  /** Looks the entity up; null if there is none. Only for representations without issues. */
  readonly find: (loaders: Loaders) => Promise<object | null>;
}

const NO_OBJECT: Issue = { path: [], msg: 'Input should be a valid object', type: 'dict_type' };

const UNKNOWN_TYPE: Issue = {
  path: ['__typename'],
  msg: `Input should be ${[...entityKeys.keys()].join(', ')}`,
  type: 'enum',
};

/** Reads a representation: an object with `__typename` and the field of one key. Fields of other subgraphs are ignored. */
export function readRepresentation(representation: unknown): NamedEntity {
  if (typeof representation !== 'object' || representation === null) return faulty(NO_OBJECT);
  const values = representation as Readonly<Record<string, unknown>>;
  const keys = entityKeys.get(values.__typename);
  const used = keys?.find(({ field }) => values[field] !== undefined && values[field] !== null) ?? keys?.[0];
  if (!used) return faulty(UNKNOWN_TYPE);
  const value = values[used.field] ?? undefined;
  return {
    issues: used.issuesOf(value),
    find: async (loaders) => {
      const record = await used.find(loaders, value as string);
      return record && { __typename: values.__typename, ...record };
    },
  };
}

function faulty(issue: Issue): NamedEntity {
  return { issues: [issue], find: async () => null };
}
