import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { ConnectionLimits } from './connection-limits.js';

/**
 * Closes connections without a request for longer than the keep-alive time. Node's own timeout begins anew with
 * each byte, and the empty lines that may come before a request (RFC 9112 section 2.2) would hold a connection for
 * good.
 */
export function closeIdleConnections(
  app: FastifyInstance,
  { keepAliveTimeoutMs, checkIntervalMs }: ConnectionLimits,
): void {
  const idleSince = new Map<Socket, number>();
  app.server.on('connection', (socket: Socket) => {
    idleSince.set(socket, performance.now());
    socket.once('close', () => idleSince.delete(socket));
  });
  app.addHook('onRequest', (request, _reply, done) => {
    idleSince.set(request.raw.socket, Number.POSITIVE_INFINITY);
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    const { socket } = request.raw;
    if (idleSince.has(socket) && !isAnswering(socket)) idleSince.set(socket, performance.now());
    done();
  });
  const sweep = setInterval(() => {
    const longest = performance.now() - keepAliveTimeoutMs;
    for (const [socket, since] of idleSince) if (since < longest) socket.destroy();
  }, checkIntervalMs).unref();
  app.addHook('onClose', async () => clearInterval(sweep));
}

/** Whether another response is written to the socket, that of a request which was sent behind the first. */
function isAnswering(socket: Socket): boolean {
  return Boolean((socket as Socket & { readonly _httpMessage?: unknown })._httpMessage);
}
