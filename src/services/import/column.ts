import type { Issue } from '../../errors/problem.js';
import type { InputSchema } from '../validation/fields.js';
import { issueFinder } from '../validation/validator.js';

/** One column of a file. */
export interface ImportColumn {
  readonly name: string;
  /** Type of a cell: CSV contains all three as texts, JSONL as JSON. */
  readonly kind: 'text' | 'boolean' | 'object';
  /** A file without the column is invalid, and so is a row without a value in it. */
  readonly required: boolean;
  /** The rule of its values, without the default. */
  readonly schema: InputSchema;
}

/** The values of a record that are not the default, by column. */
export type GivenValues = Readonly<Record<string, unknown>>;

/** Omits values that mean the default. */
export function givenValues(
  columns: readonly ImportColumn[],
  values: Readonly<Record<string, unknown>>,
): GivenValues {
  const given: Record<string, unknown> = {};
  for (const { name, kind } of columns) {
    const value = values[name];
    if (value === undefined || value === null || (value === '' && kind === 'text')) continue;
    given[name] = value;
  }
  return given;
}

/** Creates the check of a file's rows, which returns the first issue of a row; undefined for a valid one. */
export function rowCheck(columns: readonly ImportColumn[]): (given: GivenValues) => Issue | undefined {
  const findIssues = issueFinder({
    type: 'object',
    required: columns.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(columns.map(({ name, schema }) => [name, schema])),
  });
  return (given) => findIssues(given)[0];
}
