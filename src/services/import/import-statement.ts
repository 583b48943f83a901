/** One statement of an import with its values. */
export interface ImportStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * The statement on distributed tables, if it needs another form: Citus locks no rows of several shards, so that an update
   * leaves out what has changed since it was read, which is tried again.
   */
  readonly onCluster?: string;
}
