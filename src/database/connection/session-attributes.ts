import type { ClientBase } from 'pg';
import { UnsuitableServer } from './unsuitable-server.js';

/** `target_session_attrs`: which servers of several are wanted. */
export type SessionAttributes = 'any' | 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby';

/** Required kinds of server, one round over all hosts per kind. */
export function roundsOf(wanted: SessionAttributes): readonly SessionAttributes[] {
  return wanted === 'prefer-standby' ? ['standby', 'any'] : [wanted];
}

/** Throws `UnsuitableServer` when the server of an open connection is of another kind. */
export async function requireAttributes(client: ClientBase, wanted: SessionAttributes): Promise<void> {
  if (wanted === 'any') return;
  const { rows } = await client.query<{ isStandby: boolean; isReadOnly: boolean }>(
    `select pg_is_in_recovery() as "isStandby", current_setting('default_transaction_read_only') = 'on' as "isReadOnly"`,
  );
  const { isStandby = false, isReadOnly = false } = rows[0] ?? {};
  const isWanted = {
    'read-write': !isStandby && !isReadOnly,
    'read-only': isStandby || isReadOnly,
    primary: !isStandby,
    standby: isStandby,
    'prefer-standby': true,
  }[wanted];
  if (isWanted) return;
  const kind = isStandby ? 'a standby' : isReadOnly ? 'read-only' : 'a primary that can be written';
  throw new UnsuitableServer(`is ${kind}, but target_session_attrs is ${wanted}`, false);
}
