import { gtins, malformedIds } from '../../codecs/vectors.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';
import { wrongCertificationValues } from '../certification-values.js';
import { expectRefusal } from '../refusal.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
});
afterAll(() => scene.gateway.close());

async function faultsOf(body: unknown, gtin = scene.gtin): Promise<unknown[]> {
  const answer = await expectRefusal(scene.gateway, 422, () => scene.assign(body, { gtin }));
  return answer.body.details.map(({ loc, type }: { loc: string[]; type: string }) => [...loc, type]);
}

describe('POST /products/{gtin}/certifications, 422', () => {
  it.each(wrongCertificationValues)('refuses %s: %j', async (member, value, type, place) => {
    const body = { certification_id: scene.certification, [member]: value };
    expect(await faultsOf(body)).toEqual([['body', member, ...place, type]]);
  });

  it.each(gtins.invalid)('refuses the GTIN %j', async (gtin) => {
    const [fault, ...others] = (await faultsOf(
      { certification_id: scene.certification },
      gtin,
    )) as string[][];
    expect([fault?.slice(0, 2), others]).toEqual([['path', 'gtin'], []]);
  });

  it.each([...malformedIds, 5, ['x']])('refuses the id %j', async (id) => {
    const [fault, ...others] = (await faultsOf({ certification_id: id })) as string[][];
    expect([fault?.slice(0, 2), others]).toEqual([['body', 'certification_id'], []]);
  });

  it('needs a certification, and lists every fault', async () => {
    expect(await faultsOf({ verification_status: 'maybe', audit_date: '2026-13-01' })).toEqual([
      ['body', 'certification_id', 'missing'],
      ['body', 'verification_status', 'enum'],
      ['body', 'audit_date', 'date_parsing'],
    ]);
  });

  it('refuses a last day before the first', async () => {
    const dates = { valid_from: '2026-02-02', expiration_date: '2026-02-01' };
    expect(await faultsOf({ certification_id: scene.certification, ...dates })).toEqual([
      ['body', 'expiration_date', 'date_order'],
    ]);
  });

  it('names at most 100 of very many wrong countries', async () => {
    const countries = Array.from({ length: 2_000 }, () => 'ZZZ');
    const faults = await faultsOf({
      certification_id: scene.certification,
      certificate_countries: countries,
    });
    expect(faults.length).toBeLessThanOrEqual(100);
  });
});
