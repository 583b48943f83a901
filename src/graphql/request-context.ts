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
   * Counts the operation. Throws the 429 when its cost is more than what is left; then nothing is counted.
   * @param isWrite whether the operation may write.
   */
  charge(cost: number, isWrite: boolean): Promise<void>;
  /** Once the operation is counted: whether it may read what is a moment old. */
  readonly mayReadReplica: boolean;
}

/** A request's context in the GraphQL API: what resolvers see, and what the plugins around them need. */
export interface RequestContext extends GatewayContext {
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
  /** Who is calling; undefined without a credential, which only introspection allows. */
  readonly caller: Principal | undefined;
  /** When the operation begins. */
  readonly turn: OperationTurn;
  /** What the request costs its caller. */
  readonly quota: OperationQuota | undefined;
  /** What the caller wants to be answered in. */
  readonly mediaType: AnswerMediaType;
  /** What logs and metrics say of the operation. */
  readonly observed: ObservedOperation;
  /** The request's spans; undefined where requests are not traced. */
  readonly trace: RequestTrace | undefined;
}
