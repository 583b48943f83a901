import type { FastifyBaseLogger } from 'fastify';
import type { RequestTrace } from '../observability/request-tracer.js';
import type { GatewayContext } from '../resolvers/context.js';
import type { Principal } from '../services/principal.js';
import type { AnswerMediaType } from './media-type.js';
import type { ObservedOperation } from './observed-operation.js';
import type { OperationTurn } from './operation-turns.js';

/** The quota that an operation counts on. */
export interface OperationQuota {
  /**
   * Counts the operation. Throws the 429, without counting, if its cost exceeds the remaining quota.
   * @param isWrite whether the operation may write.
   */
  charge(cost: number, isWrite: boolean): Promise<void>;
  /** Whether the counted operation may read from a replica. */
  readonly mayReadReplica: boolean;
}

/** The context of a request in the GraphQL API: what resolvers need, and what the plugins around them need. */
export interface RequestContext extends GatewayContext {
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
  /** The caller; undefined without a credential, which only introspection allows. */
  readonly caller: Principal | undefined;
  /** The turn of the operation. */
  readonly turn: OperationTurn;
  /** The quota of the caller. */
  readonly quota: OperationQuota | undefined;
  /** The negotiated media type of the response. */
  readonly mediaType: AnswerMediaType;
  /** What logs and metrics contain of the operation. */
  readonly observed: ObservedOperation;
  /** The spans of the request; undefined if requests are not traced. */
  readonly trace: RequestTrace | undefined;
}
