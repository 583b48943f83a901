import { batchSchema } from '../services/assignments/batches/batch-input.js';
import { errorOutSchema } from './error-out.js';
import type { JsonObject } from './json-schema.js';

/** The words and schemas in which the batches of claims and of certifications differ. */
interface BatchWords {
  /** Title of the schema in the document. */
  readonly title: string;
  readonly description: string;
}

const { onError, onExisting, assignments } = batchSchema.properties;

/**
 * The body of a batch.
 * @param existing when a row is one that exists: the end of "a row whose product …".
 * @param rows what the list of rows says of rows for the same key.
 */
export function batchIn(
  words: BatchWords,
  { row, existing, rows, example }: { row: JsonObject; existing: string; rows: string; example: JsonObject },
): JsonObject {
  return {
    ...words,
    type: 'object',
    required: ['assignments'],
    properties: {
      on_error: {
        ...onError,
        title: 'On Error',
        description:
          'What becomes of the other rows when a row fails: with `continue` they are stored, with `rollback` nothing is.',
        default: 'continue',
      },
      on_existing: {
        ...onExisting,
        title: 'On Existing',
        description:
          `What becomes of a row whose product ${existing}: with \`conflict\` it fails (409), with \`update\` it ` +
          'changes the members that it sends, as a `PATCH` does.',
        default: 'conflict',
      },
      assignments: { ...assignments, items: row, title: 'Assignments', description: rows },
    },
    examples: [example],
  };
}

/** What has become of a row of a batch. */
export function batchRowOut(title: string, assignment: JsonObject): JsonObject {
  return {
    title,
    description: 'What has become of a row: the assignment as it stands now, or why it is not stored.',
    type: 'object',
    required: ['status'],
    properties: {
      status: {
        title: 'Status',
        description:
          'The status that the row would have as a request of its own: 201 for a new assignment, 200 for one that ' +
          'existed, else that of `error`.',
        type: 'integer',
      },
      assignment,
      error: errorOutSchema,
    },
  };
}

/** The response of a batch. */
export function batchOut(words: BatchWords, row: JsonObject): JsonObject {
  return {
    ...words,
    type: 'object',
    required: ['created', 'updated', 'failed', 'results'],
    properties: {
      created: { title: 'Created', description: 'Number of new assignments.', type: 'integer' },
      updated: {
        title: 'Updated',
        description: 'Number of rows whose assignment existed and is now as the row says.',
        type: 'integer',
      },
      failed: { title: 'Failed', description: 'Number of rows that are not stored.', type: 'integer' },
      results: {
        title: 'Results',
        description: 'One result for each row, in the order of the rows.',
        type: 'array',
        items: row,
      },
    },
  };
}
