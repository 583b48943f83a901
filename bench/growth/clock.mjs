/** Executions before the clock runs: after five, PostgreSQL may plan a named statement for all values at once. */
const WARM_UP = 12;
const ROUNDS = 200;
/** Enough for a median of what takes long, in milliseconds and in rounds. */
const BUDGET = 3_000;
const MIN_ROUNDS = 5;

/** Medians in milliseconds of one operation on each sample, executed in turns; null where it was cut off. */
export async function race(operations) {
  const times = operations.map(() => []);
  const isOver = operations.map(() => false);
  const start = performance.now();
  const round = async (keeps) => {
    for (const [i, operation] of operations.entries()) {
      if (isOver[i]) continue;
      const time = await once(operation);
      if (time === null) isOver[i] = true;
      else if (keeps) times[i].push(time);
    }
  };
  // What takes seconds gains nothing from a dozen executions for nothing.
  for (let i = 0; i < WARM_UP && performance.now() - start < BUDGET / 4; i++) await round(false);
  const measured = performance.now();
  for (let i = 0; i < ROUNDS; i++) {
    if (i >= MIN_ROUNDS && performance.now() - measured > BUDGET) break;
    await round(true);
  }
  return times.map((taken, i) => (isOver[i] ? null : median(taken)));
}

/** How long the operation takes; null when the time limit of statements ended it as it should. */
async function once({ before, run, after }) {
  await before?.();
  const start = performance.now();
  try {
    await run();
  } catch (error) {
    if (error.code === 'service_unavailable' && error.cause?.code === '57014') return null;
    throw error;
  }
  const time = performance.now() - start;
  await after?.();
  return time;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}
