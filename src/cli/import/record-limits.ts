/** Maximum bytes of a record. The largest that meets all other limits has about a third of it. */
export const MAX_RECORD_BYTES = 1_048_576;

/** Maximum columns of a file, read or not. */
export const MAX_COLUMNS = 1_000;
