import type { ClientBase } from 'pg';
import { LOCK_TIMEOUT_MS } from '../orm.js';
import { askOnce } from './inquiry.js';

/** The tables that requests read, apart from those of credentials. */
const TABLES = ['organization', 'product', 'claim', 'claim_assignment', 'claim_assignment_event'];

/** What tells servers and databases apart, and what a role sees of them. */
export interface ServerIdentity {
  readonly isStandby: boolean;
  /** Of the cluster, which its replicas share; null where the role may not read it. */
  readonly system: string | null;
  /** Which process of the server it is. */
  readonly startedAt: string;
  /** OID of the database. Replicas share those of all objects. */
  readonly database: string;
  /** OID of a table as the role's search_path finds it; null when it finds none. */
  readonly table: string | null;
  /** A table that the role may not read or does not find; null when there is none. */
  readonly unreadable: string | null;
  /** Whether the session has a setting that its connection was opened with. */
  readonly hasSettings: boolean;
}

const SELECT_STARTED_AT = `extract(epoch from pg_postmaster_start_time())::text`;

const SELECT_IDENTITY = `
select pg_is_in_recovery() as "isStandby", ${SELECT_STARTED_AT} as "startedAt",
  (select oid::text from pg_database where datname = current_database()) as database,
  to_regclass('claim_assignment')::oid::text as "table",
  (select t.name from unnest($1::text[]) as t (name)
   where not coalesce(has_any_column_privilege(to_regclass(t.name)::oid, 'select'), false) limit 1) as unreadable,
  exists (select from pg_settings where name = 'lock_timeout' and setting = '${LOCK_TIMEOUT_MS}') as "hasSettings"`;

const SELECT_SYSTEM = 'select system_identifier::text as system from pg_control_system()';

/** SQLSTATE of insufficient privileges: some services do not let roles read the identifier. */
const INSUFFICIENT_PRIVILEGE = '42501';

export async function readIdentity(client: ClientBase): Promise<ServerIdentity> {
  const identity = await askOnce<Omit<ServerIdentity, 'system'>>(client, SELECT_IDENTITY, [TABLES]);
  return { ...identity, system: await readSystem(client) };
}

async function readSystem(client: ClientBase): Promise<string | null> {
  try {
    return (await askOnce<{ system: string }>(client, SELECT_SYSTEM)).system;
  } catch (error) {
    if ((error as { code?: unknown }).code === INSUFFICIENT_PRIVILEGE) return null;
    throw error;
  }
}

/** Which process of a server a connection leads to. */
export async function readStartedAt(client: ClientBase): Promise<string> {
  const { startedAt } = await askOnce<{ startedAt: string }>(
    client,
    `select ${SELECT_STARTED_AT} as "startedAt"`,
  );
  return startedAt;
}
