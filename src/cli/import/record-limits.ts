/** Largest record of a file, in bytes. The largest that keeps all other limits has about a third of it. */
export const MAX_RECORD_BYTES = 1_048_576;

/** What is said about bytes that are no text. */
export const BAD_UTF8 = 'Input should be valid UTF-8';
