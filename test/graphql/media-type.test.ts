import { answerMediaType, prefersPage } from '../../src/graphql/media-type.js';

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
    [`${PLAIN};charset=utf-8;q=0.1, ${RESPONSE} ; version=1 ; q=0.2`, RESPONSE],
    [`${PLAIN};q=high, ${RESPONSE}`, RESPONSE],
    ['text/html', PLAIN],
    [`${RESPONSE}${' '.repeat(1_000)}`, PLAIN],
    [`${RESPONSE}${','.repeat(49)}`, RESPONSE],
    [`${RESPONSE}${','.repeat(50)}`, PLAIN],
  ])('reads %j as %s', (accept, expected) => {
    expect(answerMediaType(accept)).toBe(expected);
  });
});

describe('prefersPage', () => {
  it.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    [`text/html${','.repeat(49)}`, true],
    [`text/html${','.repeat(50)}`, false],
    [`text/html${' '.repeat(1_020)}`, false],
    ['*/*', false],
  ])('reads %j as %s', (accept, expected) => {
    expect(prefersPage(accept)).toBe(expected);
  });
});
