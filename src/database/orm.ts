import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import { ApiKey } from '../entities/api-key.js';
import { Certification } from '../entities/certification.js';
import { CertificationAssignment } from '../entities/certification-assignment.js';
import { CertificationAssignmentEvent } from '../entities/certification-assignment-event.js';
import { CertificationBody } from '../entities/certification-body.js';
import { Claim } from '../entities/claim.js';
import { ClaimAssignment } from '../entities/claim-assignment.js';
import { ClaimAssignmentEvent } from '../entities/claim-assignment-event.js';
import { IdempotencyKey } from '../entities/idempotency-key.js';
import { Organization } from '../entities/organization.js';
import { Product } from '../entities/product.js';
import { Session } from '../entities/session.js';
import { SignInLink } from '../entities/sign-in-link.js';
import { type ConnectionSettings, readConnectionSettings } from './connection/connection-settings.js';
import { databaseClient } from './connection/database-client.js';
import { migrations } from './migrations/index.js';
import { sessionOptions } from './session-settings.js';
import type { SilenceLimits } from './silent-connections.js';

/** Where the database is and how a process uses it. */
export interface DatabaseSettings {
  /** `postgres://` URL, with the meaning that libpq defines. */
  readonly url: string;
  /** Source of parameters that the URL omits, as in libpq; by default the environment of the process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Maximum number of connections. */
  readonly poolSize: number;
  /** What stands between us and PostgreSQL: a pooler that keeps connections for one transaction only. */
  readonly pooler?: 'transaction' | undefined;
  /** When a connection of a long statement is given up; tests do not wait as long. */
  readonly silence?: SilenceLimits;
  /** Receives the driver's warnings about lost connections. */
  readonly warn: (message: string) => void;
}

/** Longest wait of a statement for a lock of another transaction. */
export const LOCK_TIMEOUT_MS = 2_000;

/**
 * The ORM's whole configuration. The pool it makes is the only one of the process. Throws one sentence when the URL
 * says what cannot be done.
 */
export function ormConfig({ url, environment = process.env, poolSize, pooler, warn }: DatabaseSettings) {
  const connection = readConnectionSettings(url, environment);
  return defineConfig({
    dbName: connection.database,
    entities: [
      Organization,
      ApiKey,
      Session,
      SignInLink,
      Product,
      Claim,
      ClaimAssignment,
      ClaimAssignmentEvent,
      IdempotencyKey,
      CertificationBody,
      Certification,
      CertificationAssignment,
      CertificationAssignmentEvent,
    ],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    // The database is the operator's to create; looking for it at every start is not needed either.
    ensureDatabase: false,
    logger: warn,
    colors: false,
    // An idle timer per connection costs some 5 % of throughput; the pool is small and stays open.
    pool: { min: 0, max: poolSize, idleTimeoutMillis: 0 },
    driverOptions: {
      // Knows where to connect to, and how.
      Client: databaseClient(connection),
      port: connection.hosts[0]?.port,
      connectionTimeoutMillis: connection.connectTimeoutMs,
      options: startupOptions(connection, pooler),
    },
    migrations: { tableName: 'migration', snapshot: false, silent: true, migrationsList: [...migrations] },
    // Functions and triggers are written by hand in migrations; the schema comparison leaves them alone.
    schemaGenerator: { ignoreRoutines: true, ignoreTriggers: true },
  });
}

/** The startup parameter `options`. Poolers refuse ours, and each transaction has its settings instead. */
export function startupOptions({ options }: ConnectionSettings, pooler: DatabaseSettings['pooler']): string {
  return pooler === undefined ? sessionOptions({ lock_timeout: LOCK_TIMEOUT_MS }, options) : options;
}

/** Opens the ORM. Its pool connects when first used; the caller closes it. */
export function openOrm(settings: DatabaseSettings): Promise<MikroORM> {
  return MikroORM.init(ormConfig(settings));
}
