import { type CertificationBatchScene, setCertificationBatchScene } from './scene.js';

let scene: CertificationBatchScene;

beforeAll(async () => {
  scene = await setCertificationBatchScene();
});
afterAll(() => scene.gateway.close());

it('the events of a batch are in the change feed of the organization', async () => {
  const [gtin] = await scene.products(1);
  const { body: before } = await scene.gateway.rest('GET', '/certification-events?limit=1000', {
    key: scene.key,
  });
  await scene.batch([
    { gtin, certification_code: 'FAIR_TRADE' },
    { gtin, certification_code: 'USDA_ORGANIC' },
    { gtin, certification_code: 'HOUSE' },
  ]);
  let next = before.next;
  const codes: string[] = [];
  while (codes.length < 2) {
    const path = `/certification-events?limit=1000&wait=5&after=${encodeURIComponent(next)}`;
    const { body } = await scene.gateway.rest('GET', path, { key: scene.key });
    next = body.next;
    const events = body.data.filter((event: any) => event.gtin === gtin);
    codes.push(...events.map(({ certification }: any) => certification.code));
  }
  expect(codes.toSorted()).toEqual(['FAIR_TRADE', 'USDA_ORGANIC']);
});
