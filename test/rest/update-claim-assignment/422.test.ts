import { describeWrongPaths } from '../assignment-refusals.js';
import { expectRefusal } from '../refusal.js';
import { type PatchScene, setPatchScene } from './patch.js';

describeWrongPaths('PATCH');

let scene: PatchScene;

beforeAll(async () => {
  scene = await setPatchScene();
});
afterAll(() => scene.gateway.close());

/** Places of the refusal, with their rules at the end. */
async function faultsOf(body: unknown): Promise<unknown[]> {
  const { details } = (await expectRefusal(scene.gateway, 422, () => scene.patch(body))).body;
  return details.map(({ loc, type }: { loc: string[]; type: string }) => [...loc, type]);
}

function entries(count: number, prefix: string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}_${i}`, 'value']));
}

describe('PATCH /products/{gtin}/claims/{claim_id}, 422', () => {
  it.each(['source', 'evidence_url', 'evidence_note'])('refuses null as %s', async (member) => {
    const { body } = await expectRefusal(scene.gateway, 422, () => scene.patch({ [member]: null }));
    expect(body.details).toEqual([
      { loc: ['body', member], msg: 'Input should be a valid string', type: 'string_type' },
    ]);
  });

  it.each([[[]], ['text'], [5], [null]])('refuses the body %j', async (body) => {
    expect(await faultsOf(JSON.stringify(body))).toEqual([['body', 'dict_type']]);
  });

  it.each<[object, string]>([
    [{ source: 'WRONG' }, 'enum'],
    [{ valid_from: '2026-02-30' }, 'date_parsing'],
    [{ expiration_date: 5 }, 'string_type'],
    [{ evidence_url: 'ftp://example.com' }, 'url_parsing'],
    [{ evidence_note: 'a\0b' }, 'string_unicode'],
    [{ evidence_note: 'n'.repeat(10_001) }, 'string_too_long'],
    [{ metadata: [] }, 'dict_type'],
    [{ metadata: entries(51, 'key') }, 'too_long'],
  ])('refuses %j', async (body, type) => {
    expect(await faultsOf(body)).toEqual([['body', Object.keys(body)[0], type]]);
  });

  it.each([
    [{ a: null }, 'a', 'string_type'],
    [{ a: 'v'.repeat(501) }, 'a', 'string_too_long'],
    [{ a: '\ud83d' }, 'a', 'string_unicode'],
  ])('refuses the metadata %j', async (metadata, key, type) => {
    expect(await faultsOf({ metadata })).toEqual([['body', 'metadata', key, type]]);
  });

  it('lists every fault at once', async () => {
    expect(await faultsOf({ source: 1, valid_from: 'x', evidence_url: null })).toEqual([
      ['body', 'source', 'string_type'],
      ['body', 'valid_from', 'date_parsing'],
      ['body', 'evidence_url', 'string_type'],
    ]);
  });
});

describe('the assignment as it would stand afterwards', () => {
  it.each([
    ['expiration_date', { valid_from: '2024-06-01' }, { expiration_date: '2024-05-31' }],
    ['valid_from', { expiration_date: '2024-06-01' }, { valid_from: '2024-06-02' }],
    ['expiration_date', {}, { valid_from: '2024-06-02', expiration_date: '2024-06-01' }],
  ])('may not end before it begins: %s', async (place, before, change) => {
    await scene.reassign(before);
    expect(await faultsOf(change)).toEqual([['body', place, 'date_order']]);
  });

  it('may not have more than 50 keys', async () => {
    await scene.reassign({ metadata: entries(50, 'old') });
    expect(await faultsOf({ metadata: { one_more: 'value' } })).toEqual([['body', 'metadata', 'too_long']]);
    const exchanged = await scene.patch({ metadata: { one_more: 'value', old_0: '' } });
    expect(exchanged.status).toBe(200);
  });
});
