import { unprepared } from '../../../src/database/statement.js';
import { type Answer, startGateway } from '../../support/gateway.js';
import { expectRefusal } from '../refusal.js';
import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene(startGateway);
});
afterAll(() => scene.gateway.close());

/** Assigns while a column that the statement needs has another name: PostgreSQL's own error comes up. */
async function assignToBrokenTable(): Promise<Answer> {
  const rename = (from: string, to: string) =>
    scene.gateway.database.query(unprepared(`alter table claim_assignment rename ${from} to ${to}`));
  await rename('evidence_note', 'misnamed');
  try {
    return await scene.assign({ claim_id: scene.claim, metadata: { password: 'hunter2' } });
  } finally {
    await rename('misnamed', 'evidence_note');
  }
}

/** Assigns while every statement fails with an error that says too much. */
async function assignToFailingDatabase(): Promise<Answer> {
  const { database } = scene.gateway;
  database.observer = ({ name }) => {
    if (name === 'assign_claim') throw new TypeError('insert into secret_table failed: hunter2');
  };
  try {
    return await scene.assign({ claim_id: scene.claim });
  } finally {
    database.observer = undefined;
  }
}

describe.each([
  ['an unexpected error of PostgreSQL', assignToBrokenTable],
  ['an exception of the program', assignToFailingDatabase],
])('POST /products/{gtin}/claims, 500 after %s', (_, send) => {
  it('stores nothing and says that the request may be sent again', async () => {
    const answer = await expectRefusal(scene.gateway, 500, send);
    expect(answer.body.retryable).toBe(true);
  });

  it('tells the request id and nothing else', async () => {
    const { body, headers } = await send();
    expect(body).toEqual({
      type: 'https://closient.com/docs/errors/internal_error',
      title: 'Internal Server Error',
      status: 500,
      detail: `An unexpected error occurred. Request id: ${headers.get('x-request-id')}.`,
      error_code: 'internal_error',
      retryable: true,
      timestamp: body.timestamp,
    });
  });

  it('is logged once, in full, under the request id', async () => {
    const { headers } = await send();
    const requestId = headers.get('x-request-id');
    const lines = scene.gateway.log.filter((line) => line.requestId === requestId && line.level === 50);
    expect(lines).toEqual([
      expect.objectContaining({
        err: expect.objectContaining({
          message: expect.stringMatching(/evidence_note|secret_table/),
          stack: expect.stringContaining('    at '),
        }),
      }),
    ]);
  });
});

describe('after a 500', () => {
  it('the server goes on', async () => {
    await assignToBrokenTable();
    expect((await scene.assign({ claim_id: scene.claim })).status).toBe(201);
  });
});
