/**
 * PostGraphile behind one port in several processes. Version 5 has no option for it, neither its command nor its
 * library, so that Node's own module does it, as it distributes connections by default.
 */
import cluster from 'node:cluster';

const { WORKERS, POOL_SIZE } = process.env;

if (cluster.isPrimary) {
  for (let i = 0; i < Number(WORKERS); i++) {
    cluster.fork({ POOL_SIZE: String(Math.floor(Number(POOL_SIZE) / Number(WORKERS))) });
  }
  process.once('SIGTERM', () => process.exit(0));
} else {
  await import('./server.mjs');
}
