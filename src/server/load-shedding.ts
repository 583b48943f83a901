import type { FastifyInstance } from 'fastify';
import { doorOf } from './door.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';

/** Requests that one process works on at the same time (docs/operations.md, "Limits"). */
export interface ConcurrencyLimits {
  /** Of all callers. */
  readonly total: number;
  /** Of one account: a caller's quota account, or an address without a valid credential. */
  readonly perAccount: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The account that the request counts on while it is worked on. */
    accountInProgress: string | undefined;
  }
}

/**
 * Refuses requests of the APIs beyond what the process can answer soon: with more in progress each would only wait
 * longer. They are refused before anything is done for them, and count once their bodies have arrived, so that slow
 * clients take no place.
 */
export function shedLoad(app: FastifyInstance, { total, perAccount }: ConcurrencyLimits): void {
  const accounts = new Map<string, number>();
  let inProgress = 0;
  app.decorateRequest('accountInProgress', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    done(
      inProgress >= total && doorOf(request) !== undefined ? overloaded('requests', 'overload') : undefined,
    );
  });
  app.addHook('preValidation', (request, _reply, done) => {
    if (doorOf(request) === undefined) return done();
    if (inProgress >= total) return done(overloaded('requests', 'overload'));
    const { account } = ownerOf(request);
    const ofAccount = accounts.get(account) ?? 0;
    if (ofAccount >= perAccount) return done(overloaded('requests of this account', 'overload'));
    inProgress += 1;
    accounts.set(account, ofAccount + 1);
    request.accountInProgress = account;
    done();
  });
  app.addHook('onResponse', ({ accountInProgress: account }, _reply, done) => {
    if (account === undefined) return done();
    inProgress -= 1;
    const others = (accounts.get(account) ?? 1) - 1;
    if (others > 0) accounts.set(account, others);
    else accounts.delete(account);
    done();
  });
}
