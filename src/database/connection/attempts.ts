import pg from 'pg';
import { OperatorError } from '../../errors/operator-error.js';
import { type AttemptFailure, connectionFailure, isUnreachable } from './connection-failure.js';
import type { ConnectionSettings } from './connection-settings.js';
import { type DatabaseHost, isSocketFolder } from './hosts.js';
import { roundsOf, type SessionAttributes } from './session-attributes.js';
import type { TlsMode } from './tls-settings.js';
import { UnsuitableServer } from './unsuitable-server.js';

/** One way to try. */
export interface Attempt {
  readonly host: DatabaseHost;
  readonly isEncrypted: boolean;
  /** Required kind of server in this round. */
  readonly wanted: SessionAttributes;
  readonly timeoutMs: number;
}

/** Less time than this, in milliseconds, is not worth another attempt. */
const MIN_ATTEMPT_MS = 50;

/** Ends before the pool's own limit does, which does not say which host was tried. */
const MARGIN_MS = 100;

/**
 * Tries the hosts in their order, each with and without TLS according to `sslmode`, until `open` returns. As libpq goes on to
 * the next host when one is unreachable, still starting or another kind of server than wanted, and not when it
 * refuses: that is for the operator to know.
 */
export async function connectToFirst(
  settings: ConnectionSettings,
  open: (attempt: Attempt) => Promise<void>,
): Promise<void> {
  const endsAt = performance.now() + settings.connectTimeoutMs - MARGIN_MS;
  const failures: AttemptFailure[] = [];
  for (const wanted of roundsOf(settings.sessionAttributes)) {
    for (const host of orderOf(settings)) {
      let next: boolean | undefined = isEncryptedFirst(settings.tls.mode, host);
      while (next !== undefined) {
        const isEncrypted: boolean = next;
        const leftMs = endsAt - performance.now();
        if (leftMs < MIN_ATTEMPT_MS) throw connectionFailure(settings, failures);
        try {
          await open({ host, isEncrypted, wanted, timeoutMs: Math.min(settings.hostTimeoutMs, leftMs) });
          return;
        } catch (error) {
          failures.push({ host, isEncrypted, error: error as Error });
          next = otherEncryption(settings.tls.mode, isEncrypted, error);
          if (next === undefined && !leadsToNextHost(error)) throw connectionFailure(settings, failures);
        }
      }
    }
  }
  throw connectionFailure(settings, failures);
}

function orderOf({ hosts, isBalanced }: ConnectionSettings): readonly DatabaseHost[] {
  if (!isBalanced) return hosts;
  const drawn = hosts.map((host) => [Math.random(), host] as const);
  return drawn.sort(([one], [other]) => one - other).map(([, host]) => host);
}

/** Unix sockets are never encrypted. */
function isEncryptedFirst(mode: TlsMode, host: DatabaseHost): boolean {
  return !isSocketFolder(host) && mode !== 'disable' && mode !== 'allow';
}

/** SQLSTATEs with which PostgreSQL and PgBouncer refuse a connection for having TLS, or none. */
const WRONG_ENCRYPTION: readonly unknown[] = ['28000', '08P01'];

/** With `prefer` and `allow`, what to try on the same host after a failure. */
function otherEncryption(mode: TlsMode, isEncrypted: boolean, error: unknown): boolean | undefined {
  const isRefusal = error instanceof pg.DatabaseError && WRONG_ENCRYPTION.includes(error.code);
  if (mode === 'allow' && !isEncrypted && isRefusal) return true;
  if (mode !== 'prefer' || !isEncrypted) return undefined;
  return isRefusal || isTlsFailure(error) ? false : undefined;
}

/** Whether neither the network, nor the server, nor a file of ours is the reason. */
function isTlsFailure(error: unknown): boolean {
  const others = [pg.DatabaseError, UnsuitableServer, OperatorError];
  return !others.some((kind) => error instanceof kind) && !isUnreachable(error);
}

/** SQLSTATE of a server that is still starting. */
const STARTING = '57P03';

function leadsToNextHost(error: unknown): boolean {
  if (error instanceof UnsuitableServer) return !error.isLast;
  if (error instanceof pg.DatabaseError) return error.code === STARTING;
  return isUnreachable(error);
}
