import { missingCredential } from '../errors/credential-problems.js';
import { Problem } from '../errors/problem.js';
import type { Principal } from '../services/principal.js';
import type { ParsedOperation } from './parsed-operation.js';

/** The callers who can read the schema: all, those with a credential, none. */
export type Introspection = 'public' | 'authenticated' | 'off';

/**
 * Throws if a caller without a credential selects more than the schema, or any caller a hidden schema.
 * @param operation undefined if its name is unknown.
 */
export function requireAccess(
  introspection: Introspection,
  operation: ParsedOperation | undefined,
  caller: Principal | undefined,
): void {
  const isOpen = introspection === 'public' && operation?.onlyIntrospects === true;
  if (!caller && !isOpen) throw missingCredential();
  if (operation?.introspects && introspection === 'off') {
    throw new Problem('forbidden', 'Introspection is switched off on this server.');
  }
}
