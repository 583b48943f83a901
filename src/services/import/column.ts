import type { Issue } from '../../errors/problem.js';
import type { InputSchema } from '../validation/fields.js';
import { issueFinder } from '../validation/validator.js';

/**
 * Type of a column's cells. A file may write a GTIN with blanks and hyphens, a code in any letter case, a date with a
 * time of midnight, a list its texts separated by blanks; the reader of the file returns the stored form. A boolean, an
 * object and a list are JSON values in JSONL.
 */
export type CellKind = 'gtin' | 'code' | 'date' | 'text' | 'boolean' | 'object' | 'list';

/** One column of a file. */
export interface ImportColumn {
  readonly name: string;
  /** Other names that files of other systems have for it. */
  readonly aliases: readonly string[];
  readonly kind: CellKind;
  /** A file without the column is invalid, and so is a row without a value in it. */
  readonly required: boolean;
  /** The rule of its values, without the default. */
  readonly schema: InputSchema;
  /** What a value should be, where the rule alone is a regular expression or half of the answer. */
  readonly expected?: string;
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
    if (value === undefined || value === null || (value === '' && kind !== 'boolean' && kind !== 'object')) {
      continue;
    }
    given[name] = value;
  }
  return given;
}

/** Issues of a text's form, which `expected` explains. */
const FORM_ISSUES = new Set(['string_pattern_mismatch', 'string_too_short', 'string_too_long']);

/** Creates the check of a file's rows, which returns the first issue of a row; undefined for a valid one. */
export function rowCheck(columns: readonly ImportColumn[]): (given: GivenValues) => Issue | undefined {
  const expected = new Map(columns.map((column) => [column.name, column.expected]));
  const findIssues = issueFinder({
    type: 'object',
    required: columns.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(columns.map(({ name, schema }) => [name, schema])),
  });
  return (given) => {
    const [issue] = findIssues(given);
    const words = issue && FORM_ISSUES.has(issue.type) ? expected.get(String(issue.path[0])) : undefined;
    return issue && words !== undefined ? { ...issue, msg: words } : issue;
  };
}
