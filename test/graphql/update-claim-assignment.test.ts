import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { refusal, Writer } from './writes.js';

let gateway: Gateway;
let writer: Writer;

beforeAll(async () => {
  gateway = await shareGateway();
  writer = await Writer.of(gateway);
});
afterAll(() => gateway.close());

const full = {
  source: 'THIRD_PARTY_VERIFIED',
  validFrom: '2026-01-10',
  expirationDate: '2026-12-31',
  evidenceUrl: 'https://example.com/certificate',
  evidenceNote: 'Audited.',
  metadata: { lot: '17' },
};

describe('updateClaimAssignment', () => {
  it.each([
    { source: 'BRAND_SELF_DECLARED' },
    { validFrom: '2026-02-01' },
    { validFrom: null },
    { expirationDate: '2026-01-10' },
    { expirationDate: null },
    { validFrom: null, expirationDate: null },
    { evidenceUrl: 'http://example.org' },
    { evidenceUrl: '' },
    { evidenceNote: 'Audited twice 🌾\n' },
    { evidenceNote: '' },
    { metadata: { lot: '18' } },
    { ...full, source: 'BRAND_SELF_DECLARED', validFrom: '2027-01-01', expirationDate: '2027-01-01' },
  ])('changes what is sent and nothing else: %j', async (patch) => {
    const pair = await writer.assigned(full);
    const before = await writer.current(pair);
    const assignment = await writer.updated({ ...pair, ...patch });
    expect(assignment).toEqual({ ...before, ...patch, updatedAt: expect.any(String) });
    expect(await writer.current(pair)).toEqual(assignment);
  });

  it('lets updatedAt grow and keeps createdAt', async () => {
    const pair = await writer.assigned();
    const { createdAt, updatedAt } = await writer.current(pair);
    const times = [updatedAt];
    for (const evidenceNote of ['a', 'b', 'c']) {
      const assignment = await writer.updated({ ...pair, evidenceNote });
      expect(assignment.createdAt).toBe(createdAt);
      times.push(assignment.updatedAt);
      // The API shows milliseconds.
      await sleep(2);
    }
    expect(times).toEqual([...new Set(times)].toSorted());
  });

  it.each([
    ['nothing', {}],
    ['the same values', full],
    ['an unknown key to delete', { metadata: { unknown: '' } }],
    ['the key that is there', { metadata: { lot: '17' } }],
  ])('changes nothing when it is sent %s', async (_, patch) => {
    const pair = await writer.assigned(full);
    const before = await writer.current(pair);
    expect(await writer.updated({ ...pair, ...patch })).toEqual(before);
    expect(await writer.current(pair)).toEqual(before);
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 1, events: 1 });
  });

  it.each([{ metadata: {} }, { metadata: null }, { validFrom: null }, { evidenceUrl: '' }])(
    'changes nothing that is empty already: %j',
    async (patch) => {
      const pair = await writer.assigned();
      const before = await writer.current(pair);
      expect(await writer.updated({ ...pair, ...patch })).toEqual(before);
      expect(await writer.rows(pair.gtin)).toEqual({ assignments: 1, events: 1 });
    },
  );

  it('takes a variable that is not given for a field that is not sent', async () => {
    const pair = await writer.assigned(full);
    const { body } = await gateway.graphql(
      `mutation ($from: Date, $note: String, $lot: Metadata) { updateClaimAssignment(input: {
        gtin: "${pair.gtin}", claimId: "${pair.claimId}", validFrom: $from, evidenceNote: $note, metadata: $lot
      }) { assignment { validFrom evidenceNote metadata } } }`,
      { key: writer.key, variables: { note: 'New.' } },
    );
    expect(body.data.updateClaimAssignment.assignment).toEqual({
      validFrom: '2026-01-10',
      evidenceNote: 'New.',
      metadata: { lot: '17' },
    });
  });

  it('takes a GTIN of fewer digits and a canonical id in any letter case', async () => {
    const gtin = await gateway.fixtures.product(writer.organization, { gtin: '00000096385074' });
    const claimId = await gateway.fixtures.claim('CANONICAL');
    await gateway.fixtures.assignment(gtin, claimId);
    const input = { gtin: '96385074', claimId: claimId.toUpperCase(), evidenceNote: 'Found.' };
    expect(await writer.updated(input)).toMatchObject({ product: { gtin }, evidenceNote: 'Found.' });
  });

  it('leaves other assignments of the product and of the claim alone', async () => {
    const pair = await writer.assigned(full);
    const other = { gtin: pair.gtin, claimId: (await writer.pair()).claimId };
    const third = { gtin: (await writer.pair()).gtin, claimId: pair.claimId };
    await writer.assign(other);
    await writer.assign(third);
    const before = [await writer.current(other), await writer.current(third)];
    await writer.updated({ ...pair, source: 'BRAND_SELF_DECLARED', metadata: { a: 'b' } });
    expect([await writer.current(other), await writer.current(third)]).toEqual(before);
  });

  it('is seen by whatever follows in the same request', async () => {
    const pair = await writer.assigned();
    const { body } = await gateway.graphql(
      `mutation ($a: UpdateClaimAssignmentInput!, $b: UpdateClaimAssignmentInput!) {
        a: updateClaimAssignment(input: $a) { ...Changed }
        b: updateClaimAssignment(input: $b) { ...Changed }
      }
      fragment Changed on UpdateClaimAssignmentPayload {
        assignment { product { claims { nodes { evidenceNote } } claimHistory { totalCount } } } }`,
      {
        key: writer.key,
        variables: { a: { ...pair, evidenceNote: '1' }, b: { ...pair, evidenceNote: '2' } },
      },
    );
    const product = (note: string, totalCount: number) => ({
      assignment: { product: { claims: { nodes: [{ evidenceNote: note }] }, claimHistory: { totalCount } } },
    });
    expect(body.data).toEqual({ a: product('1', 2), b: product('2', 3) });
  });
});

describe('the days of validity as they would stand', () => {
  it.each([
    [{ validFrom: '2026-01-10', expirationDate: '2026-12-31' }, { validFrom: '2027-01-01' }, 'validFrom'],
    [{ validFrom: '2026-01-10' }, { expirationDate: '2026-01-09' }, 'expirationDate'],
    [{}, { validFrom: '2026-01-02', expirationDate: '2026-01-01' }, 'expirationDate'],
    [
      { validFrom: '2026-01-10', expirationDate: '2026-12-31' },
      { validFrom: '2027-01-01', expirationDate: '2026-12-30' },
      'expirationDate',
    ],
  ])('are refused in the wrong order: %j changed by %j', async (stored, patch, field) => {
    const pair = await writer.assigned(stored);
    const before = await writer.current(pair);
    const { code, status, problem } = refusal(
      await writer.update({ ...pair, ...patch, evidenceNote: 'Not stored either.' }),
    );
    expect({ code, status }).toEqual({ code: 'BAD_USER_INPUT', status: 422 });
    expect(problem.details).toEqual([{ loc: ['input', field], msg: expect.any(String), type: 'date_order' }]);
    expect(await writer.current(pair)).toEqual(before);
    expect(await writer.rows(pair.gtin)).toEqual({ assignments: 1, events: 1 });
  });

  it.each([
    [{ validFrom: '2026-01-10', expirationDate: '2026-12-31' }, { validFrom: '2026-12-31' }],
    [
      { validFrom: '2026-01-10', expirationDate: '2026-12-31' },
      { validFrom: '2027-01-01', expirationDate: null },
    ],
    [
      { validFrom: '2026-01-10', expirationDate: '2026-12-31' },
      { validFrom: '2027-01-01', expirationDate: '2027-01-01' },
    ],
    [{ validFrom: '2026-01-10' }, { validFrom: null, expirationDate: '2020-01-01' }],
  ])('are taken in the right one: %j changed by %j', async (stored, patch) => {
    const pair = await writer.assigned(stored);
    expect(await writer.updated({ ...pair, ...patch })).toMatchObject(patch);
  });
});
