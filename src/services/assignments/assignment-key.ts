import { readGlobalId } from '../../codecs/global-id.js';
import { toGtin14 } from '../../codecs/gtin.js';
import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { pipelined } from '../../database/statement.js';
import type { Issue } from '../../errors/problem.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { issueFinder, refuse } from '../validation/validator.js';

/** The first values of each statement that writes an assignment name its row: GTIN and claim. */
export const LOCK_KEY_LENGTH = 2;

/** An assignment as callers name it: by its product and claim, the claim by its id or its code; or by its own id. */
export interface AssignmentName {
  /** The assignment's global id. */
  readonly id?: string | null;
  readonly gtin: string;
  readonly claimId?: string | null;
  readonly claimCode?: string | null;
}

/** The key of an assignment, as a checked input names it. */
export interface AssignmentKey {
  /** GTIN-14. */
  readonly gtin: string;
  /** UUID; null for a well-formed short id beyond 128 bits, and for a claim that is named by its code. */
  readonly claimId: string | null;
  /** In upper case; undefined for a claim that is named by its id. */
  readonly claimCode: string | undefined;
  /** The members of the input that name product and claim. */
  readonly places: KeyPlaces;
}

/** Where a product or a claim that is not found stands in the input. */
export interface KeyPlaces {
  readonly product: string;
  readonly claim: string;
}

/** The JSON Schema of an input with the key of an assignment among its members. */
type KeyedSchema = {
  readonly type: 'object';
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
};

const keySchema = {
  type: 'object',
  required: ['gtin', 'claimId'],
  properties: { gtin: fields.gtin, claimId: fields.id },
} as const;

const ONE_NAME = { msg: 'A claim is named either by its id or by its code', type: 'exclusive' };

/**
 * Compiles the schema of an input that names its claim by `claimId`, for inputs that may name it by `claimCode` instead.
 * What it returns lists every place where an input breaks the schema.
 */
export function keyedIssueFinder(schema: KeyedSchema): (input: UncheckedInput<AssignmentName>) => Issue[] {
  const byId = issueFinder(schema);
  const { claimId: _, ...properties } = schema.properties;
  const byCode = issueFinder({
    ...schema,
    required: schema.required.map((name) => (name === 'claimId' ? 'claimCode' : name)),
    properties: { ...properties, claimCode: fields.searchText },
  });
  return (input) => {
    if (input.claimCode === undefined || input.claimCode === null) return byId(input);
    const issues = byCode(input);
    if (input.claimId === undefined || input.claimId === null) return issues;
    return [...issues, { path: ['claimCode'], ...ONE_NAME }];
  };
}

const findIssues = keyedIssueFinder(keySchema);

/** Checks the name of an assignment. Throws the 422 with every issue. */
export function readAssignmentKey(unchecked: UncheckedInput<AssignmentName>): AssignmentKey {
  if (hasAssignmentId(unchecked)) return readAssignmentId(unchecked);
  refuse(findIssues(unchecked));
  return keyOf(unchecked);
}

/** The key of an input that was checked and has no assignment's id. */
export function keyOf(checked: UncheckedInput<AssignmentName>): AssignmentKey {
  const { gtin, claimId, claimCode } = checked as AssignmentName;
  const isByCode = claimCode !== undefined && claimCode !== null;
  return {
    gtin: toGtin14(gtin),
    claimId: isByCode ? null : readUuid(claimId as string),
    claimCode: isByCode ? upperCaseAscii(claimCode) : undefined,
    places: { product: 'gtin', claim: isByCode ? 'claimCode' : 'claimId' },
  };
}

/** Whether an input names its assignment by the assignment's own id. */
export function hasAssignmentId({ id }: UncheckedInput<AssignmentName>): boolean {
  return id !== undefined && id !== null;
}

function readAssignmentId(unchecked: UncheckedInput<AssignmentName>): AssignmentKey {
  const { id } = unchecked;
  const issues: Issue[] = (['gtin', 'claimId', 'claimCode'] as const)
    .filter((name) => unchecked[name] !== undefined && unchecked[name] !== null)
    .map((name) => ({
      path: [name],
      msg: 'An assignment is named either by its id or by product and claim',
      type: 'exclusive',
    }));
  const named = typeof id === 'string' ? readGlobalId(id) : undefined;
  if (named?.type !== 'ClaimAssignment') {
    issues.unshift({ path: ['id'], msg: 'Input should be the id of an assignment', type: 'id' });
  }
  refuse(issues);
  const { gtin, claimId } = named as Extract<typeof named, { type: 'ClaimAssignment' }>;
  return { gtin, claimId, claimCode: undefined, places: { product: 'id', claim: 'id' } };
}

const idByCode = pipelined<{ id: string }>(
  'reads',
  'find_claim_id',
  'select c.id from claim c where c.code = $1',
);

/** The UUID of the claim that a key names; null when its code or its id names nothing. */
export async function findClaimId(
  database: Database,
  { claimId, claimCode }: AssignmentKey,
): Promise<string | null> {
  if (claimCode === undefined) return claimId;
  const [claim] = await database.query(idByCode, [claimCode]);
  return claim?.id ?? null;
}
