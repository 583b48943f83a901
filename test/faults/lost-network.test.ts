import { ANSWERED_WITHIN_MS, FaultScene, statusOf } from '../support/fault-scene.js';

let scene: FaultScene;
let gtin: string;

beforeEach(async () => {
  scene = await FaultScene.open();
  gtin = await scene.fixtures.product(scene.organization);
});
afterEach(() => scene.close());

const lookUp = () => scene.graphql(`{ product(gtin: "${gtin}") { name } }`);
const everyKind = () => [
  lookUp(),
  scene.rest('GET', `/products/${gtin}/claims`),
  scene.rest('GET', '/claims'),
];

/** Resolves once a query is answered again; fails when that takes longer than an answer may. */
async function recovered(): Promise<void> {
  const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  while (statusOf(await lookUp()) !== 200) signal.throwIfAborted();
}

describe('a database that is lost without a word', () => {
  it('leaves no request unanswered, the look-up of a key included, and is used again when it is back', async () => {
    expect((await lookUp()).status).toBe(200);
    scene.line.freeze();
    const answers = await Promise.all(Array.from({ length: 10 }, everyKind).flat());
    expect(new Set(answers.map(statusOf))).toEqual(new Set([503]));
    expect((await scene.request('/healthz')).status).toBe(200);
    scene.line.mend();
    await recovered();
    expect((await Promise.all(Array.from({ length: 10 }, everyKind).flat())).map(statusOf)).toEqual(
      Array(30).fill(200),
    );
  });

  it('does not keep the process from ending', async () => {
    expect((await lookUp()).status).toBe(200);
    scene.line.freeze();
    const hanging = lookUp().catch(() => undefined);
    const ended = scene.served.stop('SIGTERM');
    const tooLate = AbortSignal.timeout(ANSWERED_WITHIN_MS);
    await Promise.race([
      ended,
      new Promise((_, reject) => tooLate.addEventListener('abort', () => reject(tooLate.reason))),
    ]);
    await hanging;
  });
});

it('connections that a network has forgotten are replaced, all after the first that is found', async () => {
  await Promise.all(Array.from({ length: 10 }, everyKind).flat());
  scene.line.forget();
  expect(statusOf(await lookUp())).toBe(503);
  expect((await Promise.all(everyKind())).map(statusOf)).toEqual([200, 200, 200]);
});

it('an outage under load logs no more than one warning of a kind in a second', async () => {
  expect((await lookUp()).status).toBe(200);
  scene.line.refuse();
  const before = scene.served.output().stderr.length;
  const began = performance.now();
  for (let i = 0; i < 50; i++) await Promise.all(Array.from({ length: 20 }, lookUp));
  const seconds = Math.ceil((performance.now() - began) / 1_000) + 1;
  const lines = scene.served
    .output()
    .stderr.slice(before)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const counts = Map.groupBy(
    lines.filter(({ level }) => level >= 40),
    ({ msg, err }) => `${msg} ${err?.code ?? err?.message}`,
  );
  for (const [, ofKind] of counts) expect(ofKind.length).toBeLessThanOrEqual(seconds);
  expect(lines.some(({ omitted }) => omitted > 0)).toBe(true);
});
