import { Problem, validationProblem } from '../../../errors/problem.js';

/** Failures of a row that the single operations do not have. */

/** A valid row of a batch that stores nothing, because another row has failed. */
export function rolledBack(): Problem {
  return new Problem('conflict', 'Another row of the batch failed, so that nothing was stored.');
}

/**
 * A second row for a product and a claim or a certification that the batch changes.
 * @param place the member that names what is assigned.
 */
export function repeatedRow(place: string, assigned: 'claim' | 'certification'): Problem {
  return validationProblem([
    {
      path: [place],
      msg: `Product and ${assigned} should not be those of an earlier row`,
      type: 'duplicate',
    },
  ]);
}

/** Others have changed what the batch names as often as it was tried. */
export function changedAgainAndAgain(): Problem {
  return new Problem(
    'service_unavailable',
    'Rows of the batch are being changed by others. Nothing was stored.',
  );
}

/**
 * The rows that exist hold so much that the response would be too large.
 * @param fields what was counted.
 */
export function tooMuchStored(fields: string): Problem {
  return tooLarge(`The assignments that exist already hold too much ${fields}`, 'existing assignments');
}

/** The certifications that the rows name hold so much text that the response, which repeats it, would be too large. */
export function tooMuchNamed(): Problem {
  return tooLarge('The certifications hold too much text', 'certifications with long texts');
}

function tooLarge(reason: string, what: string): Problem {
  return new Problem('validation_error', `${reason} for one response. Please send fewer rows.`, {
    issues: [{ path: ['assignments'], msg: `List should name fewer ${what}`, type: 'too_large' }],
  });
}
