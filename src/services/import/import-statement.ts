/** One statement of an import with its values. */
export interface ImportStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}
