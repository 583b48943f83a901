import * as fc from 'fast-check';
import type { Kind } from './kind.js';
import type { Sent } from './rules.js';
import { noIds, notAText, rarely } from './values.js';
import { foreignGtin, ownGtins } from './world.js';

/** Inputs of commands: mostly good ones, for few products and little to assign, so that sequences have a story. */

export const gtin = rarely(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<string>(ownGtins[0], '12345670', '000012345670') },
    { weight: 3, arbitrary: fc.constantFrom<string>(ownGtins[1], '9520000000028') },
    { weight: 1, arbitrary: fc.constantFrom<string>(foreignGtin, '09520000009999') },
  ),
  fc.constantFrom('1234567', '123456789012345', '0952-00000028', '１２３４５６７８', 'product', '12345670\0'),
);

/** What callers send for one kind of assignment. */
export interface Inputs {
  /** A GTIN and an id, and any of the rest. */
  readonly withFields: fc.Arbitrary<Sent>;
  /** As above; now and then the id is missing or is no text, which a path cannot say. */
  readonly assignment: fc.Arbitrary<Sent>;
  /** Only what names an assignment. */
  readonly pairOnly: fc.Arbitrary<Sent>;
}

export function inputsOf({ assignables, hidden, idField, values }: Kind): Inputs {
  const [first, second, third] = assignables.map(({ short, uuid }) => [short, uuid, uuid.toUpperCase()]);
  const id = rarely(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...(first as string[])) },
      { weight: 2, arbitrary: fc.constantFrom(...(second as string[])) },
      { weight: 1, arbitrary: fc.constantFrom(...(third as string[])) },
    ),
    fc.constantFrom<string>(...noIds, ...hidden),
    16,
  );
  const pair = { gtin, [idField]: id };
  const withFields = fc.record({ ...pair, ...values }, { requiredKeys: ['gtin', idField] });
  return {
    withFields,
    assignment: rarely(
      withFields,
      fc.record({ ...pair, [idField]: notAText, ...values }, { requiredKeys: ['gtin'] }),
    ),
    pairOnly: fc.record(pair),
  };
}
