/** What one request of quota may cost, whatever it asks for. */
export const BUDGET = {
  serverMs: 100,
  pauseMs: 100,
  databaseMs: 100,
  /** Of searches and counts, which end after a second and run one at a time for an account. */
  searchDatabaseMs: 1_000,
  bytes: 10 * 1024 * 1024,
  /** Resident memory of the process over a whole attack. */
  peak: 450 * 1024 * 1024,
};

const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
const milliseconds = (ms) => `${ms.toFixed(0)} ms`;

/**
 * Names every budget that an attack exceeds: CPU by its median, because other programs share the processor;
 * pauses, bytes and memory by their maximum.
 * @param {object} result of an attack, as `resultOf` makes it
 */
export function exceeded(result) {
  const { serverMs, pauseMs, databaseMs, bytes, peak, isSearch, ended, lost, unexpected, problems } = result;
  const permittedMs = isSearch ? BUDGET.searchDatabaseMs : BUDGET.databaseMs;
  return [
    ended && 'the process ended',
    serverMs?.median > BUDGET.serverMs && `server CPU ${milliseconds(serverMs.median)}`,
    pauseMs?.max > BUDGET.pauseMs && `pause ${milliseconds(pauseMs.max)}`,
    databaseMs?.median > permittedMs && `database CPU ${milliseconds(databaseMs.median)}`,
    bytes?.max > BUDGET.bytes && `answer ${megabytes(bytes.max)}`,
    peak > BUDGET.peak && `memory ${megabytes(peak)}`,
    !ended && lost > 0 && `${lost} requests without an answer`,
    unexpected,
    ...problems,
  ].filter(Boolean);
}
