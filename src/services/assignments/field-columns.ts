import type { AssignmentField } from './assignment-field.js';

/** SQL lists over the fields of an assignment. */
export interface FieldColumns<Field extends AssignmentField> {
  /** An SQL list with an expression for each field. */
  eachField(expression: (field: Field) => string): string;
  /** The columns of the fields, separated by commas. */
  readonly fieldColumns: string;
  /** The columns of the fields of `alias` as one row value, to compare with another one. */
  fieldsOf(alias: string, prefix?: string): string;
  /** The assignments of an `update`: each field from the column of `alias` with the prefix `new_`. */
  setFields(alias: string): string;
}

/** Generates SQL lists from the fields of claim assignments, or from those of certification assignments. */
export function columnsOf<Field extends AssignmentField>(fields: readonly Field[]): FieldColumns<Field> {
  const eachField = (expression: (field: Field) => string) => fields.map(expression).join(', ');
  return {
    eachField,
    fieldColumns: eachField(({ column }) => column),
    fieldsOf: (alias, prefix = '') => `(${eachField(({ column }) => `${alias}.${prefix}${column}`)})`,
    setFields: (alias) => eachField(({ column }) => `${column} = ${alias}.new_${column}`),
  };
}
