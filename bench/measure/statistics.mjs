/** The middle of numbers, and how far they lie apart. */
export function spread(numbers) {
  const known = numbers.filter((number) => number !== null && number !== undefined);
  if (known.length === 0) return null;
  const sorted = known.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median: rounded(median), min: rounded(sorted[0]), max: rounded(sorted.at(-1)) };
}

/** Four digits are more than a measurement is worth. */
const rounded = (number) => Number(number.toPrecision(4));
