import { answerMediaType } from '../../src/server/graphql/media-type.js';

const PLAIN = 'application/json';
const RESPONSE = 'application/graphql-response+json';

describe('answerMediaType', () => {
  it.each([
    [undefined, PLAIN],
    ['', PLAIN],
    ['*/*', PLAIN],
    ['application/*;q=0.1', PLAIN],
    [RESPONSE, RESPONSE],
    [`${RESPONSE};charset=utf-8`, RESPONSE],
    [RESPONSE.toUpperCase(), RESPONSE],
    [`${RESPONSE};q=0.8,${PLAIN};q=0.9`, PLAIN],
    [`${RESPONSE};q=0.9 , ${PLAIN};q=0.8`, RESPONSE],
    [`${PLAIN};q=0, application/*`, RESPONSE],
    [`${PLAIN};q=0`, PLAIN],
    [`${RESPONSE};q=0, */*`, PLAIN],
    [`*/*, ${RESPONSE}`, RESPONSE],
    [`*/*;q=0.9, ${RESPONSE};q=0.8`, PLAIN],
    [`${PLAIN};q=high, ${RESPONSE}`, RESPONSE],
    ['text/html', PLAIN],
  ])('reads %j as %s', (accept, expected) => {
    expect(answerMediaType(accept)).toBe(expected);
  });
});
