import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Limits how many requests of one connection may wait for the answers to earlier ones (RFC 9112 section 9.3.2). Node
 * runs all requests that arrive together, and keeps their answers in memory while the client does not read the first.
 */
export function limitPipelining(app: FastifyInstance, maxPipelined: number): void {
  const waiting = new WeakMap<Socket, number>();
  app.addHook('onRequest', (request, reply, done) => {
    // The response of a request that need not wait has its socket from the start.
    if (reply.raw.socket !== null) return done();
    const { socket } = request.raw;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > maxPipelined) {
      // No answer could be written in order. Clients repeat what was not answered.
      socket.destroy();
      return;
    }
    waiting.set(socket, count);
    reply.raw.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    done();
  });
}
