/** Largest record of a file, in bytes. The largest that keeps all other limits has about a third of it. */
export const MAX_RECORD_BYTES = 1_048_576;

/** How many columns a file may have, read or not. */
export const MAX_COLUMNS = 1_000;
