import type { Database } from '../database/database.js';
import type { ErrorCode } from '../errors/registry.js';
import type { FeedPosition } from '../services/feed/event-waits.js';
import type { RepeatableWrite } from '../services/idempotency/repeatable-request.js';
import type { Principal } from '../services/principal.js';
import type { JsonObject } from './json-schema.js';

/**
 * An operation of the REST API, from which its route and its part of the OpenAPI document are built. Its schemas are
 * the objects that validate requests.
 */
export interface RestOperation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Below the base, with parameters in braces. */
  readonly path: string;
  /** Name of the function in the published family: `apps_certifications_api_<name>`. */
  readonly name: string;
  readonly tag: 'Certification Bodies' | 'Certifications' | 'Claims' | 'Assignments';
  readonly summary: string;
  readonly description: string;
  /** The published specification does not have this operation. */
  readonly isExtension?: true;
  readonly parameters: readonly JsonObject[];
  /** Schema of the body, for an operation that takes one. */
  readonly body?: JsonObject;
  readonly success: Success;
  /** Errors beside those that follow from method, parameters and body (`openapi/failures.ts`). */
  readonly failures?: readonly ErrorCode[];
  /** How many requests of the quota a request with this body counts as; absent: one. */
  readonly costOf?: (body: unknown) => number;
  /**
   * Translates the request into a call of a service, and its result into the response. Throws the errors of the service.
   * @param write present: the client may send the request again (docs/contract.md, "Retries").
   */
  handle(request: RestRequest, pathOf: PathOf, write?: RepeatableWrite): Promise<RestResponse>;
}

/** The success response of an operation. */
export interface Success {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  /** Beside those of every response. */
  readonly headers?: JsonObject;
  /** Absent: the response has no body. */
  readonly schema?: JsonObject;
}

/** A request as an operation sees it: authenticated, within its quota, its body parsed. */
export interface RestRequest {
  /** Values of the path's parameters, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The request target, with its query. */
  readonly url: string;
  /** The JSON value of the body; undefined without one. */
  readonly body: unknown;
  readonly principal: Principal;
  readonly database: Database;
  /**
   * Waits until there are events behind a position of a feed, so many milliseconds at most; returns whether there are.
   * Throws a 503 when too many requests wait.
   */
  waitForEvents(feed: FeedPosition, ms: number): Promise<boolean>;
}

/** Returns the path of a resource of this API as clients reach it: with the prefix of `PUBLIC_URL`. */
export type PathOf = (resource: string) => string;

/** The response of an operation, with the status of its `success`. */
export interface RestResponse {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
