import type { AssignmentField } from '../assignments/assignment-field.js';

/** SQL of a field's value of a demo's row, in which a default is absent. */
export function storedValue({ column, default: empty }: AssignmentField): string {
  return empty === null ? column : `coalesce(${column}, '${empty}')`;
}
