import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { apiOfRacer, type Event, replay } from './apis.js';

const RACERS = 40;

let gateway: Gateway;
let organization: string;
let keys: readonly string[];
let certificationId: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  // On a slow machine one account has too few places for all racers.
  keys = await Promise.all(Array.from({ length: 4 }, () => gateway.fixtures.key(organization)));
  certificationId = shortId(await gateway.fixtures.certification('ORGANIC'));
  // A race over connections that are still being opened is none: every racer would come one by one.
  await Promise.all(
    Array.from({ length: 20 }, () => gateway.database.query(unprepared('select pg_sleep(0.05)'))),
  );
});
afterAll(() => gateway.close());

const methods = { assign: 'POST', update: 'PATCH', remove: 'DELETE' } as const;
const mutations = {
  assign: ['assignCertification', 'AssignCertificationInput'],
  update: ['updateCertificationAssignment', 'UpdateCertificationAssignmentInput'],
  remove: ['removeCertificationAssignment', 'RemoveCertificationAssignmentInput'],
} as const;

/** The status that the n-th caller is told, through either API; success is 200 whatever the API calls it. */
async function run(
  operation: keyof typeof methods,
  n: number,
  gtin: string,
  scope?: string,
): Promise<number> {
  const key = keys[n % keys.length] as string;
  if (apiOfRacer(n) === 'rest') {
    const path = `/products/${gtin}/certifications${operation === 'assign' ? '' : `/${certificationId}`}`;
    const body = { ...(operation === 'assign' && { certification_id: certificationId }), scope };
    const sent = operation === 'remove' ? { key } : { key, body };
    const { status } = await gateway.rest(methods[operation], path, sent);
    return status < 300 ? 200 : status;
  }
  const [field, type] = mutations[operation];
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
  const input = { gtin, certificationId, ...(scope !== undefined && { scope }) };
  const { body } = await gateway.graphql(query, { key, variables: { input } });
  return body.errors ? body.errors[0].extensions.status : 200;
}

const racers = <Result>(start: (n: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: RACERS }, (_, n) => start(n)));

const events = (gtin: string) =>
  gateway.database.query(
    unprepared<Event>(
      'select action, changes from certification_assignment_event where gtin = $1 order by id',
    ),
    [gtin],
  );

async function storedScope(gtin: string): Promise<string | undefined> {
  const [row] = await gateway.database.query(
    unprepared<{ scope: string }>('select scope from certification_assignment where gtin = $1'),
    [gtin],
  );
  return row?.scope;
}

describe('concurrent writes of one certification of a product over both APIs', () => {
  let gtin: string;

  beforeEach(async () => {
    gtin = await gateway.fixtures.product(organization);
  });

  it('let exactly one assignment win', async () => {
    const statuses = await racers((n) => run('assign', n, gtin));
    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: RACERS - 1 }, () => 409)]);
    expect(await events(gtin)).toHaveLength(1);
  });

  it('record every change from what the one before it left', async () => {
    await run('assign', 0, gtin);
    const statuses = await racers((n) => run('update', n, gtin, `Scope ${n}`));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(replay(await events(gtin))?.scope).toBe(await storedScope(gtin));
    expect(await events(gtin)).toHaveLength(1 + RACERS);
  });

  it('let exactly one removal win', async () => {
    await run('assign', 0, gtin);
    const statuses = await racers((n) => run('remove', n, gtin));
    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: RACERS - 1 }, () => 404)]);
    expect(replay(await events(gtin))).toBeUndefined();
  });

  it('leave a history that leads to what is stored, when all kinds are mixed', async () => {
    const kinds = ['assign', 'update', 'remove'] as const;
    await racers((n) => run(kinds[n % 3] as 'assign', n, gtin, n % 3 === 2 ? undefined : `Scope ${n}`));
    expect(replay(await events(gtin))?.scope).toBe(await storedScope(gtin));
  });
});
