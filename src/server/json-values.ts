import { Problem } from '../errors/problem.js';

/** Values of a body: members and items at all levels, its own objects and lists included. */
const MAX_VALUES = 10_000;

/**
 * Throws the 422 of a body with too many values. What reads them afterwards takes time for each, and for each that is
 * wrong; a body that is small enough in bytes can hold 250,000 of them.
 */
export function limitValues(body: unknown): void {
  const open: unknown[] = [body];
  let values = 1;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const inner = Array.isArray(value) ? value : Object.values(value);
    values += inner.length;
    if (values > MAX_VALUES) {
      throw new Problem(
        'validation_error',
        `The body holds more than ${MAX_VALUES.toLocaleString('en')} values, the limit.`,
      );
    }
    for (const one of inner) if (typeof one === 'object' && one !== null) open.push(one);
  }
}
