/**
 * The gateway, listening on PORT, with a voice to the process that has started it: `collect` frees what can be
 * freed, `heap` tells what is in use and how often anything was freed. Its flags let no collection happen by
 * itself between the two, so that what was added is all that was allocated.
 */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { loadModule } from '../database/gateway-build.mjs';

const { DATABASE_URL, DATABASE_POOL_SIZE, PORT, GATEWAY } = process.env;
const load = (path) => loadModule(GATEWAY, path);
const { Database } = await load('database/database.js');
const { createApp } = await load('server/app.js');
const { openQuotaStore } = await load('quotas/open-store.js');
const { createLogger } = await load('cli/logger.js');

const { NODE_PERFORMANCE_GC_FLAGS_FORCED: FORCED } = constants;
/** Those that were not requested. */
let collections = 0;
new PerformanceObserver((list) => {
  const own = list.getEntries().filter(({ detail }) => (detail.flags & FORCED) === 0);
  collections += own.length;
}).observe({ entryTypes: ['gc'] });

const log = createLogger({ LOG_LEVEL: 'warn', LOG_FORMAT: 'json' });
const database = await Database.open({
  url: DATABASE_URL,
  poolSize: Number(DATABASE_POOL_SIZE),
  warn: (message) => log.warn(message),
});
const quotaStore = await openQuotaStore(undefined, log);
const app = await createApp({ database, log, quotaStore, introspection: 'authenticated' });
await app.listen({ host: '127.0.0.1', port: Number(PORT) });

process.on('message', (message) => {
  if (message === 'collect') globalThis.gc();
  const used = process.memoryUsage().heapUsed;
  // What is observed is told a little later.
  setTimeout(() => process.send({ used, collections }), 20);
});
process.on('disconnect', () => process.exit(0));
