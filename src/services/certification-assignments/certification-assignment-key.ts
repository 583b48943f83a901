import { readGlobalId } from '../../codecs/global-id.js';
import { toGtin14 } from '../../codecs/gtin.js';
import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { pipelined } from '../../database/statement.js';
import type { Issue } from '../../errors/problem.js';
import { isNamedByCodeFor } from '../certifications/visibility.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import type { Principal } from '../principal.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { issueFinder, refuse } from '../validation/validator.js';

/** The first values of each statement that writes an assignment name its row: GTIN and certification. */
export const LOCK_KEY_LENGTH = 2;

/** An assignment as callers name it: by its product and certification, this by its id or code; or by its own id. */
export interface CertificationAssignmentName {
  /** The assignment's global id. */
  readonly id?: string | null;
  readonly gtin: string;
  readonly certificationId?: string | null;
  readonly certificationCode?: string | null;
}

/** The key of an assignment, as a checked input names it. */
export interface CertificationAssignmentKey {
  /** GTIN-14. */
  readonly gtin: string;
  /** UUID; null for a well-formed short id beyond 128 bits, and for a certification that is named by its code. */
  readonly certificationId: string | null;
  /** In upper case; undefined for a certification that is named by its id. */
  readonly certificationCode: string | undefined;
  /** The members of the input that name product and certification. */
  readonly places: CertificationKeyPlaces;
}

/** Where a product or a certification that is not found stands in the input. */
export interface CertificationKeyPlaces {
  readonly product: string;
  readonly certification: string;
}

/** The JSON Schema of an input with the key of an assignment among its members. */
type KeyedSchema = {
  readonly type: 'object';
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
};

const keySchema = {
  type: 'object',
  required: ['gtin', 'certificationId'],
  properties: { gtin: fields.gtin, certificationId: fields.id },
} as const;

const ONE_NAME = { msg: 'A certification is named either by its id or by its code', type: 'exclusive' };

/**
 * Compiles the schema of an input that names its certification by `certificationId`, for inputs that may name it by
 * `certificationCode` instead. What it returns lists every place where an input breaks the schema.
 */
export function keyedIssueFinder(
  schema: KeyedSchema,
): (input: UncheckedInput<CertificationAssignmentName>) => Issue[] {
  const byId = issueFinder(schema);
  const { certificationId: _, ...properties } = schema.properties;
  const byCode = issueFinder({
    ...schema,
    required: schema.required.map((name) => (name === 'certificationId' ? 'certificationCode' : name)),
    properties: { ...properties, certificationCode: fields.searchText },
  });
  return (input) => {
    if (input.certificationCode === undefined || input.certificationCode === null) return byId(input);
    const issues = byCode(input);
    if (input.certificationId === undefined || input.certificationId === null) return issues;
    return [...issues, { path: ['certificationCode'], ...ONE_NAME }];
  };
}

const findIssues = keyedIssueFinder(keySchema);

/** Checks the name of an assignment. Throws the 422 with every issue. */
export function readCertificationAssignmentKey(
  unchecked: UncheckedInput<CertificationAssignmentName>,
): CertificationAssignmentKey {
  if (hasAssignmentId(unchecked)) return readAssignmentId(unchecked);
  refuse(findIssues(unchecked));
  return keyOf(unchecked);
}

/** The key of an input that was checked and has no assignment's id. */
export function keyOf(checked: UncheckedInput<CertificationAssignmentName>): CertificationAssignmentKey {
  const { gtin, certificationId, certificationCode } = checked as CertificationAssignmentName;
  const isByCode = certificationCode !== undefined && certificationCode !== null;
  return {
    gtin: toGtin14(gtin),
    certificationId: isByCode ? null : readUuid(certificationId as string),
    certificationCode: isByCode ? upperCaseAscii(certificationCode) : undefined,
    places: { product: 'gtin', certification: isByCode ? 'certificationCode' : 'certificationId' },
  };
}

/** Whether an input names its assignment by the assignment's own id. */
export function hasAssignmentId({ id }: UncheckedInput<CertificationAssignmentName>): boolean {
  return id !== undefined && id !== null;
}

function readAssignmentId(
  unchecked: UncheckedInput<CertificationAssignmentName>,
): CertificationAssignmentKey {
  const { id } = unchecked;
  const issues: Issue[] = (['gtin', 'certificationId', 'certificationCode'] as const)
    .filter((name) => unchecked[name] !== undefined && unchecked[name] !== null)
    .map((name) => ({
      path: [name],
      msg: 'An assignment is named either by its id or by product and certification',
      type: 'exclusive',
    }));
  const named = typeof id === 'string' ? readGlobalId(id) : undefined;
  if (named?.type !== 'CertificationAssignment') {
    issues.unshift({
      path: ['id'],
      msg: "Input should be the id of a certification's assignment",
      type: 'id',
    });
  }
  refuse(issues);
  const { gtin, certificationId } = named as Extract<typeof named, { type: 'CertificationAssignment' }>;
  return {
    gtin,
    certificationId,
    certificationCode: undefined,
    places: { product: 'id', certification: 'id' },
  };
}

const idByCode = pipelined<{ id: string }>(
  'reads',
  'find_certification_id',
  `select c.id from certification c where c.code = $1 and ${isNamedByCodeFor('$2')}`,
);

/** The UUID of the certification that a key names for the caller; null when its code or its id names nothing. */
export async function findCertificationId(
  database: Database,
  { organizationId }: Principal,
  { certificationId, certificationCode }: CertificationAssignmentKey,
): Promise<string | null> {
  if (certificationCode === undefined) return certificationId;
  const [certification] = await database.query(idByCode, [certificationCode, organizationId]);
  return certification?.id ?? null;
}
