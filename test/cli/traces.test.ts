import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Collector } from '../support/collector.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { serve } from '../support/served.js';

const HOOKS = new URL('../support/loaded-modules.mjs', import.meta.url).href;

let test: TestDatabase;
let folder: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'claims-modules-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await test.drop();
});

/** The modules that `claims serve` has loaded when it ends after one request. */
async function modulesOf(env: Record<string, string>): Promise<string[]> {
  const file = join(folder, 'modules');
  const served = await serve({
    DATABASE_URL: test.url,
    NODE_OPTIONS: `--import=${HOOKS}`,
    LOADED_MODULES: file,
    ...env,
  });
  await fetch(`${served.url}/certifications/api/v1/claims`);
  expect(await served.stop()).toBe(0);
  return (await readFile(file, 'utf8')).split('\n');
}

/** Without its API of empty functions, which prom-client loads by itself. */
const ofOpenTelemetry = (modules: string[]) =>
  modules.filter((url) => /\/@opentelemetry\/(?!api\/)|\/open-telemetry\//.test(url));

it('without an endpoint no module of OpenTelemetry is loaded', async () => {
  const modules = await modulesOf({});
  expect(modules.some((url) => url.includes('/fastify/'))).toBe(true);
  expect(ofOpenTelemetry(modules)).toEqual([]);
});

it('with an endpoint they are loaded, and what is queued is exported at shutdown', async () => {
  const collector = await Collector.start();
  const modules = await modulesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
  await collector.close();
  expect(ofOpenTelemetry(modules)).not.toEqual([]);
  expect(collector.spans.map(({ name }) => name)).toContain('GET /certifications/api/v1/claims');
});
