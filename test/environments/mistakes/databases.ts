import type { Mistakes, Scene } from './scene.js';

const listing =
  (
    url: (scene: Scene) => string | Promise<string>,
    says: RegExp,
    ...args: readonly string[]
  ): Mistakes[string] =>
  async (scene) => ({
    args: args.length > 0 ? args : ['organizations', 'list'],
    env: { DATABASE_URL: await url(scene) },
    says,
  });

/** Databases that cannot be used. */
export const wrongDatabases: Mistakes = {
  'names a host that there is not': listing(
    () => 'postgres://claims:secret@no-such-host.invalid/claims',
    /DATABASE_URL cannot be used: .*no-such-host\.invalid/,
  ),
  'names a port on which nothing listens': listing(
    () => 'postgres://claims:secret@localhost:1/claims',
    /DATABASE_URL cannot be used: .*ECONNREFUSED/,
  ),
  'names the port of another service': listing(
    async (scene) => `postgres://claims:secret@127.0.0.1:${await scene.startStranger()}/claims`,
    /DATABASE_URL cannot be used: /,
  ),
  'gives a wrong password': listing(
    async (scene) => Object.assign(new URL(await scene.readerUrl()), { password: 'wrong' }).href,
    /DATABASE_URL cannot be used: password authentication failed/,
  ),
  'gives no password': listing(
    async (scene) => Object.assign(new URL(await scene.readerUrl()), { password: '' }).href,
    /DATABASE_URL cannot be used: .* asks for a password, and DATABASE_URL gives none/,
  ),
  'writes an "@" of the password as it is': listing(
    () => 'postgres://claims:s@cret@127.0.0.1:1/claims',
    /DATABASE_URL is wrong: it has a stray "@": .* percent-encoded .*%40/,
  ),
  'names a folder without a Unix socket': listing(
    ({ folder }) => `postgres://claims@/claims?host=${folder.path}`,
    /DATABASE_URL cannot be used: no server listens on the Unix socket .*\.s\.PGSQL\.5432 \(ENOENT\): host must be the folder/,
  ),
  'names a database that there is not': listing(
    (scene) => scene.urlWith({ pathname: '/nowhere' }),
    /DATABASE_URL cannot be used: database "nowhere" does not exist/,
  ),
  'migrates a database that is read-only': listing(
    (scene) => scene.scratchUrl({ defaults: { default_transaction_read_only: 'on' } }),
    /DATABASE_URL can only be read .*: connect to the primary, or set its default_transaction_read_only to off/,
    'migrate',
  ),
  "migrates another application's database": listing(
    (scene) =>
      scene.scratchUrl({
        prepare: (role) => [`create table product ()`, `grant create on schema public to ${role}`],
      }),
    /DATABASE_URL cannot be used: .*"product" already exists/,
    'migrate',
  ),
  'lets a role not into the schema of the tables': listing(
    async (scene) =>
      scene.scratchUrl({ prepare: () => ['create schema app', 'create table app.claim_assignment ()'] }),
    /role of DATABASE_URL lacks the right USAGE on the schema app, in which the tables are/,
  ),
  'lets a role see nothing': listing(
    async (scene) => scene.scratchUrl({ prepare: () => ['create table migration (name text)'] }),
    /role of DATABASE_URL lacks a right: permission denied for table migration/,
  ),
  'creates an organization as a role that may only read': listing(
    (scene) => scene.readerUrl(),
    /role of DATABASE_URL lacks a right: permission denied for table organization/,
    ...['organizations', 'create', 'Meadow Foods'],
  ),
  'serves as a role that may only read': listing(
    (scene) => scene.readerUrl(),
    /role of DATABASE_URL lacks the right INSERT on the table claim_assignment: /,
    'serve',
  ),
};
