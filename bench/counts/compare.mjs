/** Between runs of the same build the bytes differ by 0.3 %. A new version of Node.js may move them more. */
const TOLERANCE = 0.03;

/** Prints counts beside those that are expected. Gives the exit code: 1 when there are more. */
export function compareCounts(counts, expected) {
  const misses = [];
  const better = [];
  console.log('workload | statements (expected) | bytes allocated (expected)');
  for (const [name, { statements, bytes }] of Object.entries(counts)) {
    const known = expected[name];
    console.log(`${name} | ${statements} (${known.statements}) | ${bytes} (${known.bytes})`);
    if (statements > known.statements) {
      misses.push(`${name} sends ${statements} statements per request instead of ${known.statements}.`);
    }
    if (bytes > known.bytes * (1 + TOLERANCE)) {
      misses.push(`${name} allocates ${bytes} bytes per request instead of ${known.bytes}.`);
    }
    if (statements < known.statements || bytes < known.bytes * (1 - TOLERANCE)) better.push(name);
  }
  for (const miss of misses) console.error(`MORE: ${miss}`);
  if (better.length > 0) {
    console.log(
      `Less than expected in ${better.join(', ')}: keep it with "npm run bench:counts -- --update".`,
    );
  }
  return misses.length > 0 ? 1 : 0;
}
