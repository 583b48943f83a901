import { missingCredential } from '../errors/credential-problems.js';
import { Problem } from '../errors/problem.js';
import type { Principal } from '../services/principal.js';
import type { ParsedOperation } from './parsed-operation.js';

/** Who may read the schema: all callers, callers with a credential, none. */
export type Introspection = 'public' | 'authenticated' | 'off';

/**
 * Throws when a caller without a credential asks for more than the schema, or any caller for a hidden schema.
 * @param operation undefined when its name names nothing.
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
