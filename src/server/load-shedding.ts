import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AccountCounter, AccountCounters } from '../database/account-counters.js';
import type { Problem } from '../errors/problem.js';
import type { HeldConnections } from './held-connections.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';
import { StartsPerTurn } from './starts-per-turn.js';
import { Throughput } from './throughput.js';
import { endWork } from './work-end.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a request again whose work has ended, because it has waited. */
    resumeWork(request: FastifyRequest): void;
  }
}

/** Requests that one process works on at the same time (docs/operations.md, "Limits"). */
export interface ConcurrencyLimits {
  /** Maximum for all callers, however fast responses are. */
  readonly max: number;
  /** Minimum of that maximum, however slow responses are. */
  readonly min: number;
  /** Between the two, the limit is the number of requests that complete within this time, in milliseconds. */
  readonly waitMs: number;
}

/** Requests that an account may always have in progress while the limit of all is not reached. */
const RESERVED = 8;

/**
 * Refuses requests of the APIs beyond the number that the process can complete soon: with more in progress each would
 * only wait longer. One account has half of the places, and accounts with few requests are admitted before others.
 * Requests count from the arrival of their bodies until their responses are made, so that slow clients take no place.
 */
export function shedLoad(
  app: FastifyInstance,
  held: HeldConnections,
  { max, min, waitMs }: ConcurrencyLimits,
): void {
  const accounts = new AccountCounters();
  const throughput = new Throughput(min);
  const starts = new StartsPerTurn();
  let inProgress = 0;
  const measuring = setInterval(() => throughput.measure(inProgress), Throughput.INTERVAL_MS).unref();
  app.addHook('onClose', async () => clearInterval(measuring));

  function holdOnceAnswered({ raw: { socket } }: FastifyRequest, reply: FastifyReply): void {
    // At once: libuv reads up to 48 times from 1,024 connections with data before it goes on, and clients that retry at
    // once would keep it busy.
    reply.raw.once('finish', () => held.hold(socket));
  }

  function places(): number {
    const { perSecond } = throughput;
    if (perSecond === undefined) return max;
    return Math.min(max, Math.max(min, Math.floor((perSecond * waitMs) / 1_000)));
  }

  function refusal(ofAccount: number): Problem | undefined {
    if (inProgress >= max) return overloaded('requests', 'overload');
    if (ofAccount < RESERVED || inProgress < min / 2) return undefined;
    const permitted = places();
    if (inProgress >= permitted) return overloaded('requests', 'overload');
    return ofAccount >= permitted / 2 ? overloaded('requests of this account', 'overload') : undefined;
  }

  function takePlace(request: FastifyRequest, ofAccount: AccountCounter): void {
    inProgress += 1;
    ofAccount.count += 1;
    request.onWorkEnd = () => {
      inProgress -= 1;
      throughput.add();
      ofAccount.count -= 1;
    };
  }

  app.decorate('resumeWork', (request) => {
    // The connection has ended already, and with it the work.
    if (!request.raw.socket.destroyed) takePlace(request, accounts.of(ownerOf(request).account));
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (inProgress < max || request.api === undefined) return done();
    holdOnceAnswered(request, reply);
    done(overloaded('requests', 'overload'));
  });
  app.addHook('preValidation', (request, reply, done) => {
    if (request.api === undefined) return done();
    if (request.raw.socket.destroyed) {
      // It has ended already, so that its place would never be released. It counts all the same.
      request.quota?.settle()?.catch(() => {});
      return;
    }
    const ofAccount = accounts.of(ownerOf(request).account);
    const refused = refusal(ofAccount.count);
    if (refused) {
      holdOnceAnswered(request, reply);
      return done(refused);
    }
    takePlace(request, ofAccount);
    starts.begin(done);
  });
  app.addHook('onSend', (request, _reply, _payload, done) => {
    endWork(request);
    done();
  });
}
