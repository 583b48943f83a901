import { addressOf } from '../session/address.ts';

/** An operation as a link carries it. */
export interface SharedOperation {
  readonly query: string;
  readonly variables: string;
  readonly operationName: string | undefined;
}

/** What the address of the page names; undefined when it names no query. */
export function readSharedOperation(search: string): SharedOperation | undefined {
  const parameters = new URLSearchParams(search);
  const query = parameters.get('query');
  if (!query) return undefined;
  return {
    query,
    variables: indented(parameters.get('variables') ?? ''),
    operationName: parameters.get('operationName') ?? undefined,
  };
}

/** The address that opens an operation. Headers stay out of it: they may hold a key. */
export function linkTo({ query, variables, operationName }: SharedOperation): string {
  const link = new URL(addressOf('graphiql'));
  link.searchParams.set('query', query);
  if (variables.trim() !== '') link.searchParams.set('variables', variables);
  if (operationName !== undefined) link.searchParams.set('operationName', operationName);
  return link.href;
}

/** JSON as a person reads it; anything else as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
