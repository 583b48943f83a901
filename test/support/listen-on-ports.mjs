/** Listens on all ports of a message at once, says of each whether it does, and closes them at the next message. */
import Fastify from 'fastify';
import { listen } from '../../dist/server/listening.js';

let apps = [];

process.on('message', async (ports) => {
  await Promise.all(apps.map((app) => app.close()));
  apps = ports.map(() => Fastify());
  const listening = apps.map((app, i) => listen(app, { host: '127.0.0.1', port: ports[i] }));
  const results = await Promise.allSettled(listening);
  process.send(results.map(({ reason }) => reason?.code ?? 'listens'));
});
