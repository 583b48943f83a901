import { ANSWERED_WITHIN_MS, type FaultAnswer, FaultScene, statusOf } from '../support/fault-scene.js';

/** A scene with a product, and requests for it. */
class LostNetwork {
  readonly scene: FaultScene;
  private readonly gtin: string;

  private constructor(scene: FaultScene, gtin: string) {
    this.scene = scene;
    this.gtin = gtin;
  }

  /** Runs a test in a scene of its own, which is closed at its end. */
  static test(run: (network: LostNetwork) => Promise<void>): () => Promise<void> {
    return async () => {
      const scene = await FaultScene.open();
      try {
        await run(new LostNetwork(scene, await scene.fixtures.product(scene.organization)));
      } finally {
        await scene.close();
      }
    };
  }

  lookUp(): Promise<FaultAnswer> {
    return this.scene.graphql(`{ product(gtin: "${this.gtin}") { name } }`);
  }

  /** The statuses of requests of each kind, so many of each at once. */
  async everyKind(times: number): Promise<number[]> {
    const requests = Array.from({ length: times }, () => [
      this.lookUp(),
      this.scene.rest('GET', `/products/${this.gtin}/claims`),
      this.scene.rest('GET', '/claims'),
    ]);
    return (await Promise.all(requests.flat())).map(statusOf);
  }

  /** Resolves once a query and `/readyz` are answered again; fails when that takes longer than an answer may. */
  async recovered(): Promise<void> {
    const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
    const isReady = async () => (await this.scene.request('/readyz')).status === 200;
    while (statusOf(await this.lookUp()) !== 200 || !(await isReady())) signal.throwIfAborted();
  }
}

// These wait for time limits of ten seconds, which load nothing: all at once.
describe('a database that is lost without a word', () => {
  it.concurrent(
    'leaves no request unanswered, the look-up of a key included, and is used again when it is back',
    LostNetwork.test(async (network) => {
      const { scene } = network;
      expect((await network.lookUp()).status).toBe(200);
      scene.line.freeze();
      const statuses = network.everyKind(10);
      const ready = () => scene.request('/readyz');
      const reason = await Promise.race([ready().then(({ body }) => body.reason), statuses]);
      expect(reason).toBe('database does not answer');
      expect(await Promise.race([ready().then(({ status }) => status), statuses])).toBe(503);
      expect(new Set(await statuses)).toEqual(new Set([503]));
      expect((await scene.request('/healthz')).status).toBe(200);
      scene.line.mend();
      await network.recovered();
      expect(await network.everyKind(10)).toEqual(Array(30).fill(200));
    }),
  );

  it.concurrent(
    'does not keep the process from ending',
    LostNetwork.test(async (network) => {
      const { scene } = network;
      expect((await network.lookUp()).status).toBe(200);
      scene.line.freeze();
      const hanging = network.lookUp().catch(() => undefined);
      const ended = scene.served.stop('SIGTERM');
      const tooLate = AbortSignal.timeout(ANSWERED_WITHIN_MS);
      await Promise.race([
        ended,
        new Promise((_, reject) => tooLate.addEventListener('abort', () => reject(tooLate.reason))),
      ]);
      await hanging;
    }),
  );
});

it.concurrent(
  'connections that a network has forgotten are replaced, all after the first that is found',
  LostNetwork.test(async (network) => {
    await network.everyKind(10);
    network.scene.line.forget();
    expect(statusOf(await network.lookUp())).toBe(503);
    expect(await network.everyKind(1)).toEqual([200, 200, 200]);
  }),
);

it(
  'an outage under load logs no more than one warning of a kind in a second',
  LostNetwork.test(async (network) => {
    const { scene } = network;
    expect((await network.lookUp()).status).toBe(200);
    scene.line.refuse();
    const before = scene.served.output().stderr.length;
    const began = performance.now();
    for (let i = 0; i < 50; i++) await Promise.all(Array.from({ length: 20 }, () => network.lookUp()));
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
  }),
);
