import { batchAttacks } from './list/batches.mjs';
import { documentAttacks } from './list/documents.mjs';
import { errorAttacks } from './list/errors.mjs';
import { introspectionAttacks, twoIntrospections } from './list/introspection.mjs';
import { listAttacks } from './list/lists.mjs';
import { longTextAttacks } from './list/long-texts.mjs';
import { requestAttacks } from './list/requests.mjs';
import { searchAttacks } from './list/searches.mjs';
import { selectionAttacks } from './list/selections.mjs';
import { largeAnswer, valueAttacks } from './list/values.mjs';
import { variableAttacks } from './list/variables.mjs';
import { repeated } from './repeated.mjs';
import { fairness } from './scenarios/fairness.mjs';
import { heldBodies } from './scenarios/held-bodies.mjs';
import { unreadAnswers } from './scenarios/unread-answers.mjs';
import { worstSoFar } from './scenarios/worst-so-far.mjs';

const requests = [
  ...documentAttacks,
  ...selectionAttacks,
  ...introspectionAttacks,
  ...listAttacks,
  ...valueAttacks,
  ...variableAttacks,
  ...longTextAttacks,
  ...requestAttacks,
  ...searchAttacks,
  ...batchAttacks,
  ...errorAttacks,
];

const named = (name) => requests.find((attack) => attack.name === name);
const { request: tenCodes } = named('counts-of-ten-codes');

/** All of the above on one gateway: caches and memory of different attacks add up. */
const mixture = {
  name: 'mixture',
  about: 'all attacks by single requests, eight at once, on one gateway',
  key: 'editor',
  times: Math.ceil(requests.length / 8),
  group: 8,
  maximumMs: 120_000,
  request: (i) => requests[i % requests.length].request(i),
};

/** Every attack, in the order of the table; scenarios have `run` instead of `request`. */
export const attacks = [
  ...requests,
  mixture,
  heldBodies({
    name: 'held-bodies',
    about: 'POSTs without a credential, held one byte short of 512 KB',
    connections: 600,
    length: 512 * 1024,
    sent: 512 * 1024 - 1,
  }),
  heldBodies({
    name: 'held-headers',
    about: 'POSTs without a credential with 100 header lines, whose bodies do not end',
    connections: 1_900,
    headers: repeated(97, (n) => `hd${n}: ${n}\r\n`, ''),
    length: 500,
    sent: 1,
  }),
  unreadAnswers({
    name: 'unread-introspection',
    about: 'two introspections in each of 16 requests without a credential',
    request: twoIntrospections,
    key: 'anonymous',
    pipelined: 16,
  }),
  unreadAnswers({
    name: 'unread-metadata',
    about: 'four answers of 3 MB of metadata, each client with a key of its own',
    request: () => largeAnswer(),
    key: 'editor',
    pipelined: 4,
  }),
  fairness({
    name: 'fairness-publishable',
    about: 'a publishable key counts products with ten claims 100 times a minute; others send a small query',
    request: tenCodes,
    key: 'publishable',
    perMinute: 100,
  }),
  fairness({
    name: 'fairness-burst',
    about: 'a publishable key sends the same 100 requests at once',
    request: tenCodes,
    key: 'publishable',
    perMinute: 100,
    burst: true,
  }),
  fairness({
    name: 'fairness-worst',
    about: 'a key sends the costliest request of this run 300 times a minute',
    request: { of: ({ results }) => worstSoFar(results, requests) },
    key: 'editor',
    perMinute: 300,
  }),
];
