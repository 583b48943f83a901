import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';
import type { ConnectionLimits } from './connection-limits.js';
import { IdleConnections, type Idleness } from './idle-connections.js';
import { endWork } from './work-end.js';

/**
 * State of a connection. It lives as long as the connection, because a record for each request costs garbage
 * collections.
 */
interface Connection extends Idleness {
  /** Requests without a response, the oldest first: more than one only if a client pipelines. */
  readonly open: OpenRequest[];
}

interface OpenRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** By `performance.now()`. */
  deadline: number;
}

/**
 * Limits the time and number of connections and of their requests. A request that takes too long is a 503, whatever it
 * waits for: the database, Redis, an issuer. The times in which its body arrives and in which it waits for events have
 * limits of their own and do not count. A connection without a request for longer than the keep-alive time is closed:
 * Node's own timeout starts again with each byte, and empty lines, which may precede a request (RFC 9112 section 2.2),
 * would keep a connection open. A connection beyond the limit replaces an idle one; if none is idle, it is closed at
 * once.
 */
export function watchRequests(
  app: FastifyInstance,
  { answerTimeoutMs, keepAliveTimeoutMs, checkIntervalMs, maxConnections }: ConnectionLimits,
): void {
  const connections = new Map<Socket, Connection>();
  app.decorateRequest('onWorkEnd', undefined);
  app.server.on('connection', (socket: Socket) => {
    // Node's own limit is per listener.
    if (connections.size >= maxConnections && !closeIdle()) {
      socket.destroy();
      return;
    }
    const connection: Connection = { idleSince: performance.now(), open: [] };
    connections.set(socket, connection);
    // Fastify calls `onResponse` only for responses that were written.
    socket.once('close', () => {
      connections.delete(socket);
      for (const { request } of connection.open.splice(0)) endWork(request);
    });
  });
  const idle = new IdleConnections(connections);
  /** Closes an idle connection for a new one; false if none is idle. */
  function closeIdle(): boolean {
    const socket = idle.next();
    if (socket === undefined) return false;
    connections.delete(socket);
    socket.destroy();
    return true;
  }
  app.addHook('onRequest', (request, reply, done) => {
    const deadline = performance.now() + answerTimeoutMs;
    connections.get(request.raw.socket)?.open.push({ request, reply, deadline });
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    const connection = connections.get(request.raw.socket);
    if (connection) remove(connection, request);
    else endWork(request);
    done();
  });
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const [socket, { open, idleSince }] of connections) {
      if (open.length === 0 && idleSince + keepAliveTimeoutMs < now) socket.destroy();
      for (const one of open) {
        if (!one.request.raw.complete || one.request.isWaiting) one.deadline = now + answerTimeoutMs;
        else if (one.deadline < now) refuse(one);
      }
    }
  }, checkIntervalMs).unref();
  app.addHook('onClose', async () => clearInterval(sweep));
}

function remove(connection: Connection, ended: FastifyRequest): void {
  const place = connection.open.findIndex(({ request }) => request === ended);
  if (place < 0) return;
  // Mostly there is only one, for which `splice` would create an array.
  if (connection.open.length === 1) connection.open.pop();
  else connection.open.splice(place, 1);
  if (connection.open.length === 0) connection.idleSince = performance.now();
  endWork(ended);
}

function refuse(open: OpenRequest): void {
  open.deadline = Number.POSITIVE_INFINITY;
  const { reply } = open;
  if (reply.sent || reply.raw.headersSent) return;
  shedRequests.inc({ reason: 'answer_time' });
  reply.send(
    new Problem('service_unavailable', 'The request could not be answered in time. Please try again later.'),
  );
}
