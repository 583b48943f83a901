import type { InputSchema } from '../validation/fields.js';

/** A field of an assignment that callers set. */
export interface AssignmentField<Name extends string = string> {
  /** Its name in the services and in history. */
  readonly name: Name;
  /** Its column, which imports and exports have under the same name. */
  readonly column: string;
  readonly type: 'text' | 'date' | 'jsonb' | 'text[]';
  readonly schema: InputSchema;
  /** What an absent value is stored as. */
  readonly default: string | null;
  /** Whether the default is shown as null in history and left out of CSV files. */
  readonly isEmptyByDefault: boolean;
}
