import { unprepared } from '../../src/database/statement.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { refusal, Writer } from './writes.js';

let gateway: Gateway;
let writer: Writer;

beforeAll(async () => {
  gateway = await startGateway();
  writer = await Writer.of(gateway);
  await run(`create function refuse_event() returns trigger language plpgsql as $$
    begin raise exception 'no history today'; end $$`);
});
afterAll(() => gateway.close());
afterEach(() => run('drop trigger if exists refuse_event on claim_assignment_event'));

const run = (text: string) => gateway.database.query(unprepared(text));
/** From now on no entry can be written. */
const refuseEvents = () =>
  run(`create trigger refuse_event before insert on claim_assignment_event
    for each row execute function refuse_event()`);

describe('when its entry cannot be written,', () => {
  it('nothing is assigned', async () => {
    const pair = await writer.pair();
    await refuseEvents();
    expect(refusal(await writer.assign(pair)).code).toBe('INTERNAL_SERVER_ERROR');
    expect(await writer.current(pair)).toBeNull();
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 0, events: 0 });
  });

  it('nothing is updated', async () => {
    const pair = await writer.assigned({ metadata: { lot: '17' } });
    const before = await writer.current(pair);
    await refuseEvents();
    const patch = { evidenceNote: 'x', metadata: { lot: '' } };
    expect(refusal(await writer.update({ ...pair, ...patch })).code).toBe('INTERNAL_SERVER_ERROR');
    expect(await writer.current(pair)).toEqual(before);
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 1, events: 1 });
  });

  it('nothing is removed', async () => {
    const pair = await writer.assigned();
    const before = await writer.current(pair);
    await refuseEvents();
    expect(refusal(await writer.remove(pair)).code).toBe('INTERNAL_SERVER_ERROR');
    expect(await writer.current(pair)).toEqual(before);
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 1, events: 1 });
  });

  it('an update that changes nothing succeeds', async () => {
    const pair = await writer.assigned({ evidenceNote: 'x' });
    await refuseEvents();
    expect(await writer.updated({ ...pair, evidenceNote: 'x' })).toMatchObject({ evidenceNote: 'x' });
  });
});

describe('when the change cannot be written,', () => {
  it.each(['assign', 'update', 'remove'] as const)('no entry is: %s', async (operation) => {
    const pair = operation === 'assign' ? await writer.pair() : await writer.assigned();
    const before = await writer.rows(pair.gtin);
    await run(`create trigger refuse_change after insert or update or delete on claim_assignment
      for each row execute function refuse_event()`);
    const { body } = await writer[operation]({
      ...pair,
      ...(operation === 'update' && { validFrom: '2026-01-01' }),
    });
    await run('drop trigger refuse_change on claim_assignment');
    expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(await writer.rows(pair.gtin)).toEqual(before);
  });
});
