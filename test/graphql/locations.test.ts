import * as fc from 'fast-check';
import { getLocation, Source } from 'graphql';
import { locationOf } from '../../src/graphql/locations.js';
import { SEED } from '../support/fuzz-seed.js';

describe('the location of a position', () => {
  it('is the one that graphql-js finds, at every position of any text', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '\n', '\r', '\r\n', 'ü'), { maxLength: 40 });
    fc.assert(
      fc.property(text, (parts) => {
        const source = new Source(parts.join(''));
        for (let position = 0; position <= source.body.length; position++) {
          // Between the two characters of a line's end, graphql-js names the line before.
          if (source.body.slice(position - 1, position + 1) === '\r\n') continue;
          expect(locationOf(source, position)).toEqual(getLocation(source, position));
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
