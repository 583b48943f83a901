import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { openTelemetryTracer } from '../../src/observability/open-telemetry/open-tracer.js';
import { type Gateway, startGateway } from '../support/gateway.js';

const lines: unknown[] = [];
const log = { warn: (details: object) => lines.push(details) };
let gateway: Gateway | undefined;
let silent: Server | undefined;

beforeEach(() => {
  lines.length = 0;
});
afterEach(async () => {
  await gateway?.close();
  silent?.close();
});

/** Sends requests through a gateway that exports to this endpoint; gives how long its shutdown took. */
async function useGateway(endpoint: string): Promise<number> {
  const tracer = openTelemetryTracer({ endpoint, log });
  gateway = await startGateway({ tracer });
  const key = await gateway.fixtures.key(await gateway.fixtures.organization());
  // More spans than one batch has, so that exports begin meanwhile: each count is a statement.
  const counts = Array.from({ length: 20 }, (_, n) => `c${n}: claims { totalCount }`).join(' ');
  for (let i = 0; i < 40; i++) {
    expect((await gateway.graphql(`{ ${counts} }`, { key })).body.errors).toBeUndefined();
  }
  const startedAt = performance.now();
  await tracer.shutdown();
  return performance.now() - startedAt;
}

it('requests are served while the collector refuses connections', async () => {
  expect(await useGateway('http://127.0.0.1:9')).toBeLessThan(2_500);
  expect(lines.length).toBeLessThanOrEqual(1);
});

it('shutting down waits no longer than two seconds for a collector that does not answer', async () => {
  silent = createServer(() => {});
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  expect(await useGateway(`http://127.0.0.1:${port}`)).toBeLessThan(2_500);
});
