import type { OperationDefinitionNode } from 'graphql';

/** What logs, metrics and traces contain of a GraphQL operation, filled in while the request is executed. */
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

/** The form of a key's body. Clients choose the names and could choose a credential. */
const MAY_BE_SECRET = /[\dA-Za-z]{32,}/g;

/** The facts before a document is parsed. */
export function newObservedOperation(): ObservedOperation {
  return { type: undefined, name: undefined, cost: undefined, errorStatus: 0 };
}

/** Stores type and name of a valid operation. The parser accepts letters, digits and underscores alone. */
export function observeOperation(observed: ObservedOperation, node: OperationDefinitionNode): void {
  // The schema has no subscriptions, so that none is valid.
  observed.type = node.operation === 'mutation' ? 'mutation' : 'query';
  observed.name = node.name && loggedName(node.name.value);
}

/** Stores the highest status of the errors of a response. */
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
