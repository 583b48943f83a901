/**
 * Variables of every `claims` process that a test starts: where programs are, and a cache of compiled modules, which
 * spares each process a third of its start. The set-up of the tests creates the cache.
 */
export const PROCESS_ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.CLAIMS_TEST_COMPILE_CACHE,
};
