import pg from 'pg';
import { FaultScene } from '../support/fault-scene.js';

let scene: FaultScene;
let gtin: string;
let claimId: string;
let blocker: pg.Client;

beforeEach(async () => {
  scene = await FaultScene.open();
  gtin = await scene.fixtures.product(scene.organization);
  claimId = await scene.fixtures.claim('VEGAN');
  blocker = new pg.Client(scene.test.url);
  await blocker.connect();
});
afterEach(async () => {
  await blocker.end();
  await scene.close();
});

/** Reads and writes of other rows, all of which have to succeed meanwhile. */
async function expectOthersServed(): Promise<void> {
  const others = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const other = await scene.fixtures.product(scene.organization);
      const written = await scene.rest('POST', `/products/${other}/claims`, { claim_id: claimId });
      const read = await scene.rest('GET', `/products/${other}/claims`);
      return [written.status, read.status];
    }),
  );
  expect(others).toEqual(Array(20).fill([201, 200]));
}

it('forty changes of a locked row are refused in time, and no other request waits for them', async () => {
  await scene.fixtures.assignment(gtin, claimId);
  await blocker.query('begin');
  await blocker.query('select from claim_assignment for update');
  const blocked = Array.from({ length: 40 }, () =>
    scene.rest('PATCH', `/products/${gtin}/claims/${claimId}`, { metadata: { a: 'b' } }),
  );
  await expectOthersServed();
  for (const { status, retryAfter, body } of await Promise.all(blocked)) {
    expect({ status, retryAfter, retry_after: body.retry_after }).toEqual({
      status: 503,
      retryAfter: '1',
      retry_after: 1,
    });
  }
});

it('changes that waited for a row go on when it is free', async () => {
  await scene.fixtures.assignment(gtin, claimId);
  await blocker.query('begin');
  await blocker.query('select from claim_assignment for update');
  const waiting = Array.from({ length: 5 }, () =>
    scene.rest('PATCH', `/products/${gtin}/claims/${claimId}`, { metadata: { a: 'b' } }),
  );
  await expectOthersServed();
  await blocker.query('commit');
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(5).fill(200));
});

it('twenty assignments of a pair that is not committed yet hold up no other request', async () => {
  await blocker.query('begin');
  await blocker.query('insert into claim_assignment (gtin, claim_id) values ($1, $2)', [gtin, claimId]);
  const blocked = Array.from({ length: 20 }, () =>
    scene.rest('POST', `/products/${gtin}/claims`, { claim_id: claimId }),
  );
  await expectOthersServed();
  await blocker.query('commit');
  for (const { status } of await Promise.all(blocked)) expect([409, 503]).toContain(status);
});
