import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';
import type { ConnectionLimits } from './connection-limits.js';

interface Wait {
  /** By `performance.now()`; infinite while the body arrives. */
  deadline: number;
  /** What was left when the body began to arrive. */
  leftMs: number;
}

/**
 * Answers requests that take too long with a 503, whatever they wait for: the database, Redis, an issuer. The time in
 * which a body arrives, which has its own limit, is left out.
 */
export function limitAnswerTime(
  app: FastifyInstance,
  { answerTimeoutMs, checkIntervalMs }: ConnectionLimits,
): void {
  const waits = new Map<FastifyReply, Wait>();
  app.addHook('onRequest', (_request, reply, done) => {
    waits.set(reply, { deadline: performance.now() + answerTimeoutMs, leftMs: 0 });
    // Not `onResponse`, which is not called when the client has gone before its answer.
    reply.raw.once('close', () => waits.delete(reply));
    done();
  });
  app.addHook('preParsing', (_request, reply, _payload, done) => {
    const wait = waits.get(reply);
    if (wait) {
      wait.leftMs = wait.deadline - performance.now();
      wait.deadline = Number.POSITIVE_INFINITY;
    }
    done();
  });
  app.addHook('preValidation', (_request, reply, done) => {
    const wait = waits.get(reply);
    if (wait) wait.deadline = performance.now() + wait.leftMs;
    done();
  });
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const [reply, { deadline }] of waits) {
      if (deadline > now) continue;
      waits.delete(reply);
      if (!reply.sent && !reply.raw.headersSent) reply.send(tooLate());
    }
  }, checkIntervalMs).unref();
  app.addHook('onClose', async () => clearInterval(sweep));
}

function tooLate(): Problem {
  shedRequests.inc({ reason: 'answer_time' });
  return new Problem(
    'service_unavailable',
    'The request could not be answered in time. Please try again later.',
  );
}
