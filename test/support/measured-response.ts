import type { ResponseSize } from '../../src/graphql/executor/response-size.js';

/** Adds the sizes of all keys and leaves of a value, as the executor does while it completes a response. */
export function addTree(size: ResponseSize, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) addTree(size, item);
  else if (typeof value !== 'object' || value === null) size.addLeaf(value);
  else {
    for (const [key, member] of Object.entries(value)) {
      size.addKey(key);
      addTree(size, member);
    }
  }
}
