import type { Database } from '../../../database/database.js';
import {
  assignOrUpdateStatement,
  type UpsertAnswer,
} from '../../assignments/batches/assign-or-update-statement.js';
import { assignStatement, type BatchAnswer } from '../../assignments/batches/assign-statement.js';
import {
  type AssignedRow,
  type AssignedRows,
  assignedRows,
} from '../../assignments/batches/assigned-rows.js';
import { type Batch, readBatch } from '../../assignments/batches/batch-input.js';
import { type BatchPlan, planBatch } from '../../assignments/batches/batch-plan.js';
import { tooMuchStored } from '../../assignments/batches/batch-problems.js';
import { type CheckedRow, checkRows } from '../../assignments/batches/checked-rows.js';
import { refusalOf } from '../../assignments/batches/row-refusals.js';
import { createdValues, upsertValues } from '../../assignments/batches/row-values.js';
import { storeBatch } from '../../assignments/batches/store-batch.js';
import { findKeptOutcome } from '../../idempotency/find-kept-outcome.js';
import type { RepeatableWrite } from '../../idempotency/repeatable-request.js';
import { type Principal, requireWriter } from '../../principal.js';
import type { CertificationAssignmentRecord, CertificationRecord } from '../../records.js';
import type { UncheckedInput } from '../../validation/unchecked-input.js';
import {
  type AssignCertificationInput,
  readAssignCertificationInput,
} from '../assign-certification-input.js';
import { BatchCertifications, type NamedCertification } from './batch-certifications.js';
import {
  certificationAssignments,
  certificationRowProblems,
  createdAssignment,
  type StoredCertification,
  updatedAssignment,
} from './certification-rows.js';
import { MAX_BYTES, refuseLargeTexts } from './large-texts.js';

/** What has become of a batch of certifications. */
export interface AssignedCertifications extends AssignedRows<CertificationAssignmentRecord> {
  /** When the batch was executed, in milliseconds since the epoch. */
  readonly at: number;
}

/** What has become of a row: an assignment, or the failure of the single operation. */
export type AssignedCertification = AssignedRow<CertificationAssignmentRecord>;

/** What a repetition needs beside the answer of the statement. */
interface Context {
  readonly certifications: readonly NamedCertification[];
  readonly at: number;
}

type Answer = BatchAnswer & Partial<UpsertAnswer<StoredCertification>>;

/** How a batch is executed. */
export interface BatchOptions {
  /** Present: a repetition returns the outcome that was kept. */
  readonly write?: RepeatableWrite | undefined;
  /** Whether the scope of assignments that existed is read. */
  readonly readsScope?: boolean;
}

const assignNew = assignStatement('assign_certifications', certificationAssignments);
const assignOrUpdate = assignOrUpdateStatement<StoredCertification>(
  'assign_or_update_certifications',
  certificationAssignments,
);

const valuesOf = ({ values }: AssignCertificationInput) => values;

/**
 * Says of many products that they hold certifications, by the rules of a batch of claims. The certifications are looked up
 * beforehand, as far as the caller sees them; who may see one never changes. Rows fail alone, or, with `rollback`, all of
 * them when one does. Throws the 403 of a credential that cannot write, and the 422 of a batch that is malformed as a whole.
 */
export async function assignCertifications(
  database: Database,
  principal: Principal,
  unchecked: UncheckedInput<Batch>,
  { write, readsScope = true }: BatchOptions = {},
): Promise<AssignedCertifications> {
  requireWriter(principal);
  const { assignments, onError, onExisting } = readBatch(unchecked);
  const rows = await checkRows(assignments, readAssignCertificationInput);
  const isUpsert = onExisting === 'update';
  const kept = write && (await findKeptOutcome<Answer>(database, write));
  const context = (kept?.context as Context | undefined) ?? {
    certifications: await certificationsOf(database, principal, rows),
    at: Date.now(),
  };
  const plan = planOf(rows, context);
  if (!kept) refuseLargeTexts(plan.pairs);
  const { fields, events } = certificationAssignments;
  const outcome =
    kept ??
    (await storeBatch<Answer>(database, principal, {
      statement: isUpsert ? assignOrUpdate : assignNew,
      events,
      values: isUpsert
        ? [...upsertValues(plan.pairs, fields, valuesOf), readsScope, MAX_BYTES]
        : createdValues(plan.pairs, fields, valuesOf),
      isAllOrNone: onError === 'rollback',
      mayAllSucceed: plan.mayAllSucceed,
      tooMuchStored: () => tooMuchStored('text'),
      write,
      context,
    }));
  // Of a repetition, the certifications and the time as they were then: codes may name others by now.
  const then = outcome.context as Context;
  const results = assignedRows(rows, then === context ? plan : planOf(rows, then), outcome.answer, {
    created: createdAssignment,
    updated: updatedAssignment,
    refused: (letter, { input, sent }, isFirst) =>
      refusalOf(certificationRowProblems, letter, { places: input.key.places, sent, isFirst, isUpsert }),
  });
  return { ...results, at: then.at };
}

/** The certifications that the valid rows name. */
async function certificationsOf(
  database: Database,
  principal: Principal,
  rows: readonly CheckedRow<AssignCertificationInput>[],
): Promise<readonly NamedCertification[]> {
  const keys = rows.flatMap((row) => (row.problem ? [] : row.input.key));
  return (await BatchCertifications.find(database, principal, keys)).named;
}

function planOf(
  rows: readonly CheckedRow<AssignCertificationInput>[],
  { certifications: named }: Context,
): BatchPlan<AssignCertificationInput, CertificationRecord> {
  const certifications = new BatchCertifications(named);
  return planBatch(
    rows,
    ({ key }) => key.gtin,
    ({ key }) => certifications.of(key),
  );
}
