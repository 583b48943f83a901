/**
 * Seed of the tests that generate their cases: the same at every run, so that a failure is the program's and
 * not the day's. `FC_SEED` gives another one. A failure prints the seed that it happened with.
 */
export const SEED = Number(process.env.FC_SEED ?? 20_260_331);

/** Seconds that a fuzz test takes at most; `FUZZ_SECONDS` gives more to a search by hand. */
export const FUZZ_SECONDS = Number(process.env.FUZZ_SECONDS ?? 20);
