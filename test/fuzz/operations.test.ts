import * as fc from 'fast-check';
import { SEED } from '../support/fuzz-seed.js';
import { expectDocumented, expectRefusedFor, expectTaken } from './answers.js';
import type { Operation } from './document.js';
import type { FuzzRequest } from './fuzz-request.js';
import { Requests } from './requests.js';
import { createFuzzScene } from './scene.js';
import { ValidValues } from './valid-values.js';
import { WrongValues } from './wrong-values.js';

const VALID = 150;
const INVALID = 300;

// The tests are named after the operations of the document, so the server has to run before they are.
const scene = await createFuzzScene();
afterAll(() => scene.close());

const states = fc.constantFrom('assigned', 'assigned', 'empty');

describe.each(
  scene.document.operations.map((operation) => [`${operation.method} ${operation.path}`, operation]),
)('%s', (_, operation) => {
  const { path } = operation as Operation;
  const ownCursors = path.endsWith('/certification-events') && { after: scene.cursorsOfCertifications };
  const values = new ValidValues(scene.document, { ...scene.known, ...ownCursors });
  const wrong = new WrongValues(scene.document, values);
  const requests = new Requests(scene.document, operation as Operation, values, wrong);
  const met = new Set<string>();

  /** Sends one request at a known state and checks all that has to hold for every answer. */
  async function exchange(request: FuzzRequest, state: 'empty' | 'assigned'): Promise<void> {
    await scene.place(state);
    const before = await scene.stored();
    const answer = await scene.send(request);
    met.add(String(answer.status));
    expectDocumented(scene.document, operation as Operation, answer);
    if (request.fault) expectRefusedFor(request, answer);
    else expectTaken(request, answer);
    if (answer.status >= 400) expect(await scene.stored()).toEqual(before);
  }

  async function assertAll(cases: fc.Arbitrary<FuzzRequest>, numRuns: number): Promise<void> {
    const property = fc.asyncProperty(cases, states, exchange);
    const limits = { interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true };
    await fc.assert(property, { seed: SEED, numRuns, ...limits });
  }

  it(`answers ${VALID} requests that fit the document as documented`, () => {
    return assertAll(requests.valid(), VALID);
  }, 60_000);

  it(`refuses ${INVALID} requests with one thing wrong for that thing, and stores nothing`, () => {
    return assertAll(requests.invalid(), INVALID);
  }, 60_000);

  it('has met every answer that the document names, apart from failures of the server', () => {
    // Requests that arrive too slowly are sent in test/server/slow-requests.
    const named = Object.keys((operation as Operation).responses).filter(
      (status) => status < '500' && status !== '408',
    );
    expect([...met].filter((status) => status !== '405').toSorted()).toEqual(named.toSorted());
  });
});
