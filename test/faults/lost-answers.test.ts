import { randomUUID } from 'node:crypto';
import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import { FaultScene } from '../support/fault-scene.js';
import { holdAnswers } from '../support/held-answers.js';

/** Answers that are lost at each kill. */
const LOST = 50;

let scene: FaultScene;
let claim: string;

beforeAll(async () => {
  scene = await FaultScene.open();
  claim = shortId(await scene.fixtures.claim('VEGAN'));
});
afterAll(() => scene.close());

interface Write {
  readonly path: string;
  readonly init: RequestInit;
}

/** A write of another kind for each number: through both APIs, single and of many rows. */
async function writeOf(n: number): Promise<Write> {
  const { fixtures, organization, key } = scene;
  const [gtin, other] = [await fixtures.product(organization), await fixtures.product(organization)];
  const headers = {
    'x-api-key': key,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    connection: 'close',
  };
  const rest = (path: string, body: object): Write => ({
    path: `/certifications/api/v1${path}`,
    init: { method: 'POST', headers, body: JSON.stringify(body) },
  });
  const graphql = (query: string): Write => ({
    path: '/graphql',
    init: { method: 'POST', headers, body: JSON.stringify({ query }) },
  });
  const assign = (of: string) =>
    `assignClaim(input: { gtin: "${of}", claimCode: "VEGAN" }) { assignment { id createdAt metadata } }`;
  switch (n % 4) {
    case 0:
      return rest(`/products/${gtin}/claims`, { claim_id: claim, metadata: { n: String(n) } });
    case 1:
      return rest('/claim-assignments/batch', {
        assignments: [gtin, other, '123'].map((one) => ({ gtin: one, claim_id: claim })),
      });
    case 2:
      return graphql(`mutation { a: ${assign(gtin)} b: ${assign(other)} }`);
    default:
      return graphql(`mutation { assignClaims(input: { assignments: [
        { gtin: "${gtin}", claimCode: "VEGAN" }, { gtin: "${other}", claimCode: "VEGAN" }] }) {
        created results { assignment { id createdAt } } } }`);
  }
}

async function stored(): Promise<object[]> {
  return scene.test.database.query(
    unprepared(
      `select (select count(*) from claim_assignment)::int as assignments,
         (select count(*) from claim_assignment_event)::int as events`,
    ),
  );
}

it.each([1, 2])(
  `clients that lose ${LOST} answers to kill -9 get them from the next server (kill %i)`,
  async () => {
    const first = await scene.serveAgain();
    const line = await holdAnswers(first.url);
    const writes = await Promise.all(Array.from({ length: LOST }, (_, n) => writeOf(n)));
    const losing = writes.map(({ path, init }) => fetch(line.url + path, init));
    const lost = await line.answers(LOST);
    const before = await stored();
    await first.stop('SIGKILL');
    const outcomes = await Promise.allSettled(losing);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    line.close();

    const answers: string[] = [];
    for (const { path, init } of writes) {
      const response = await fetch(scene.served.url + path, init);
      expect(response.status).toBeLessThan(300);
      expect(response.headers.get('idempotency-replayed')).toBe('true');
      answers.push(await response.text());
    }
    expect(answers.toSorted()).toEqual(lost.toSorted());
    expect(await stored()).toEqual(before);
  },
);
