import type { FastifyInstance } from 'fastify';
import { doorOf } from './door.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';
import { Throughput } from './throughput.js';

/** Requests that one process works on at the same time (docs/operations.md, "Limits"). */
export interface ConcurrencyLimits {
  /** Of all callers, however fast they are answered. */
  readonly max: number;
  /** Of all callers, however slowly. */
  readonly min: number;
  /** Between the two as many as are answered within this time, in milliseconds. */
  readonly waitMs: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The account that the request counts on while it is worked on. */
    accountInProgress: string | undefined;
  }
}

/**
 * Refuses requests of the APIs beyond what the process can answer soon: with more in progress each would only wait
 * longer. One account has half of the places. Requests are refused before anything is done for them, and count once
 * their bodies have arrived, so that slow clients take no place.
 */
export function shedLoad(app: FastifyInstance, { max, min, waitMs }: ConcurrencyLimits): void {
  const accounts = new Map<string, number>();
  const throughput = new Throughput(min);
  let inProgress = 0;
  const measuring = setInterval(() => throughput.measure(inProgress), Throughput.INTERVAL_MS).unref();
  app.addHook('onClose', async () => clearInterval(measuring));

  function places(): number {
    const { perSecond } = throughput;
    if (perSecond === undefined) return max;
    return Math.min(max, Math.max(min, Math.floor((perSecond * waitMs) / 1_000)));
  }

  app.decorateRequest('accountInProgress', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    const isRefused = inProgress >= min && inProgress >= places() && doorOf(request) !== undefined;
    done(isRefused ? overloaded('requests', 'overload') : undefined);
  });
  app.addHook('preValidation', (request, _reply, done) => {
    if (doorOf(request) === undefined) return done();
    const { account } = ownerOf(request);
    const ofAccount = accounts.get(account) ?? 0;
    if (inProgress >= min && inProgress >= places()) return done(overloaded('requests', 'overload'));
    if (ofAccount >= min / 2 && ofAccount >= places() / 2) {
      return done(overloaded('requests of this account', 'overload'));
    }
    inProgress += 1;
    accounts.set(account, ofAccount + 1);
    request.accountInProgress = account;
    done();
  });
  app.addHook('onResponse', ({ accountInProgress: account }, _reply, done) => {
    if (account === undefined) return done();
    inProgress -= 1;
    throughput.add();
    const others = (accounts.get(account) ?? 1) - 1;
    if (others > 0) accounts.set(account, others);
    else accounts.delete(account);
    done();
  });
}
