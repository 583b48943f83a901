import type { DatabaseSettings } from '../orm.js';
import type { ServerIdentity } from './server-identity.js';

/** A server that answers and cannot be read from. The message is the rest of a sentence that begins with its name. */
export class UnsuitableReplica extends Error {}

/** A server that was promoted, or never was a replica. */
export function noReplica(): UnsuitableReplica {
  return new UnsuitableReplica(
    'is no replica but a server that can be written: name a hot standby of the database at DATABASE_URL',
  );
}

/** A pooler that is not configured. */
export function unconfiguredPooler(reason: string): UnsuitableReplica {
  return new UnsuitableReplica(
    `is a connection pooler (${reason}): name PostgreSQL itself, or set DATABASE_POOLER=transaction, which counts for DATABASE_URL as well`,
  );
}

/** A URL that leads to another server each time, such as that of a balancer. */
export function severalServers(): UnsuitableReplica {
  return new UnsuitableReplica(
    'leads to several servers: name each by a URL of its own, with commas between the URLs',
  );
}

/** Throws when a server cannot serve reads in place of the primary. */
export function requireSuitable(
  replica: ServerIdentity,
  primary: ServerIdentity,
  pooler: DatabaseSettings['pooler'],
): void {
  if (!replica.hasSettings && pooler === undefined) {
    throw unconfiguredPooler('settings that connections are opened with are ignored');
  }
  if (!replica.isStandby) throw noReplica();
  const isOtherSystem =
    replica.system !== null && primary.system !== null && replica.system !== primary.system;
  if (isOtherSystem || replica.database !== primary.database) {
    throw new UnsuitableReplica('is a replica of another database than the one at DATABASE_URL');
  }
  // A database that is not migrated yet has no tables.
  if (primary.table === null) return;
  if (replica.table !== primary.table) {
    throw new UnsuitableReplica(
      'has other tables in the search_path of its role: use the role of DATABASE_URL, or its search_path',
    );
  }
  if (replica.unreadable !== null) {
    throw new UnsuitableReplica(
      `does not let its role read the table ${replica.unreadable}: grant it SELECT, or use the role of DATABASE_URL`,
    );
  }
}
