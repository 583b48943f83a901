import type { OperationDefinitionNode } from 'graphql';

/** What logs, metrics and traces say of a GraphQL operation, filled in while the request runs. */
export interface ObservedOperation {
  /** Undefined as long as no valid operation was found. */
  type: 'query' | 'mutation' | undefined;
  /** As it may be logged; undefined for an operation without a name. */
  name: string | undefined;
  /** Its cost in units; undefined for one that was refused before. */
  cost: number | undefined;
  /** The highest HTTP status that the response's errors stand for; 0: it has none. */
  errorStatus: number;
}

/** Maximum characters of a name in logs and traces. Names of generated operations have some 40. */
const MAX_NAME_LENGTH = 64;

/** What may be the body of a key. Clients choose the names, and could choose a credential. */
const MAY_BE_SECRET = /[\dA-Za-z]{32,}/g;

/** What is known before a document is parsed. */
export function newObservedOperation(): ObservedOperation {
  return { type: undefined, name: undefined, cost: undefined, errorStatus: 0 };
}

/** Notes type and name of a valid operation. The parser has let pass letters, digits and underscores alone. */
export function observeOperation(observed: ObservedOperation, node: OperationDefinitionNode): void {
  // The schema has no subscriptions, so that none is valid.
  observed.type = node.operation === 'mutation' ? 'mutation' : 'query';
  observed.name = node.name && loggedName(node.name.value);
}

/** Notes the highest status of a response's errors. */
export function observeErrors(observed: ObservedOperation, errors: readonly ResponseError[]): void {
  for (const { extensions } of errors) {
    const status = Number(extensions?.status ?? 500);
    if (status > observed.errorStatus) observed.errorStatus = status;
  }
}

/** An error as it is sent. */
interface ResponseError {
  readonly extensions?: Readonly<Record<string, unknown>>;
}

function loggedName(name: string): string {
  return name.slice(0, MAX_NAME_LENGTH).replace(MAY_BE_SECRET, '…');
}
