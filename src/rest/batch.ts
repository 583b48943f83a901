import type { Problem } from '../errors/problem.js';
import { type ProblemDocument, problemDocument } from '../errors/problem-document.js';
import { inSnakeCase } from '../errors/rest-rendering.js';
import type { AssignedRow, AssignedRows } from '../services/assignments/batches/assigned-rows.js';
import { batchCost } from '../services/assignments/batches/batch-cost.js';
import type { Batch, UncheckedRow } from '../services/assignments/batches/batch-input.js';
import type { UncheckedInput } from '../services/validation/unchecked-input.js';
import { type Members, translate } from './members.js';
import { requireObject } from './request-body.js';

const batchMembers = {
  on_error: { field: 'onError', title: '', description: '' },
  on_existing: { field: 'onExisting', title: '', description: '' },
  assignments: { field: 'assignments', title: '', description: '' },
} as const;

/** How many requests of the quota the body of a batch counts as. */
export function costOfBatch(body: unknown): number {
  return batchCost((body as { assignments?: unknown } | undefined)?.assignments);
}

/** The body of a batch in the service's names. Throws the 422 of one that is no object. */
export function translateBatch(body: unknown, rowMembers: Members): UncheckedInput<Batch> {
  const batch = translate(batchMembers, requireObject(body));
  return { ...batch, assignments: translatedRows(batch.assignments, rowMembers) };
}

/** Rows in the service's names; what is no list of objects is left for the service to refuse. */
function translatedRows(rows: unknown, members: Members): unknown {
  if (!Array.isArray(rows)) return rows;
  return rows.map((row) => (isObject(row) ? translate(members, row) : row));
}

function isObject(value: unknown): value is UncheckedRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The response of a batch. Each assignment is rendered as the single operation does. */
export function batchBody<Assignment>(
  { created, updated, failed, at, results }: AssignedRows<Assignment> & { readonly at: number },
  render: (assignment: Assignment) => object,
): object {
  const time = new Date(at);
  return {
    created,
    updated,
    failed,
    results: results.map((result, index) => rowOut(result, index, time, render)),
  };
}

function rowOut<Assignment>(
  result: AssignedRow<Assignment>,
  index: number,
  time: Date,
  render: (assignment: Assignment) => object,
): object {
  if (result.problem) {
    const error = rowProblem(result.problem, index, time);
    return { status: error.status, error };
  }
  return { status: result.isNew ? 201 : 200, assignment: render(result.assignment) };
}

/** The document of the single operation, whose places are those of the row. */
function rowProblem(problem: Problem, index: number, time: Date): ProblemDocument {
  return problemDocument(
    problem,
    ({ path: [field, ...rest] }) => [
      'body',
      'assignments',
      index,
      ...(field === undefined ? [] : [inSnakeCase(field)]),
      ...rest,
    ],
    time,
  );
}
