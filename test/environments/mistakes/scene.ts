import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { Fixtures } from '../../support/fixtures.js';
import { ImportFolder } from '../../support/import-folder.js';
import { createScratchDatabase, type ScratchOptions } from '../../support/scratch-database.js';

/** A command line with a mistake in it or in its environment. */
export interface Mistake {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What the command line begins with. */
  readonly within?: readonly string[] | undefined;
  /** What the sentence has to contain. */
  readonly says: RegExp;
}

/** Mistakes by what an operator has done; undefined where this machine cannot show it. */
export type Mistakes = Readonly<Record<string, (scene: Scene) => Mistake | Promise<Mistake | undefined>>>;

/** An id of nothing. */
export const UNKNOWN_ID = '2222222222222222222222';

/** What mistakes are made with: a migrated database, an organization in it, a folder, and more when it is asked for. */
export class Scene {
  private readonly scratches: TestDatabase[] = [];
  private readonly servers: Server[] = [];
  private reader: Promise<string> | undefined;

  readonly migrated: TestDatabase;
  readonly folder: ImportFolder;
  readonly organization: string;

  private constructor(migrated: TestDatabase, folder: ImportFolder, organization: string) {
    this.migrated = migrated;
    this.folder = folder;
    this.organization = organization;
  }

  static async create(): Promise<Scene> {
    const migrated = await createTestDatabase();
    const organization = await new Fixtures(migrated.database).organization();
    return new Scene(migrated, await ImportFolder.create(), organization);
  }

  /** The URL of the migrated database with another part. */
  urlWith(changes: Partial<Pick<URL, 'pathname' | 'password' | 'host'>>): string {
    return Object.assign(new URL(this.migrated.url), changes).href;
  }

  /** The URL of an empty database. */
  async scratchUrl(options: ScratchOptions = {}): Promise<string> {
    const scratch = await createScratchDatabase(options);
    this.scratches.push(scratch);
    return scratch.url;
  }

  /** The URL of the migrated database, for a role that may only read it. */
  readerUrl(): Promise<string> {
    this.reader ??= this.createReader();
    return this.reader;
  }

  private async createReader(): Promise<string> {
    const reader = new URL(await this.scratchUrl({ prepare: () => [] }));
    const client = new pg.Client({ connectionString: this.migrated.url });
    await client.connect();
    await client.query(`grant select on all tables in schema public to ${reader.username}`);
    await client.end();
    return Object.assign(reader, { pathname: new URL(this.migrated.url).pathname }).href;
  }

  /** A port of 127.0.0.1 on which another service answers, as one of HTTP does. */
  async startStranger(): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    this.servers.push(server);
    return new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
  }

  /** The rows of what commands write. */
  async contents(): Promise<object> {
    const fixtures = new Fixtures(this.migrated.database);
    return {
      organizations: await fixtures.count('organization'),
      keys: await fixtures.count('api_key'),
      products: await fixtures.count('product'),
      claims: await fixtures.count('claim'),
      links: await fixtures.count('sign_in_link'),
    };
  }

  async remove(): Promise<void> {
    for (const server of this.servers) server.close();
    await this.migrated.drop();
    for (const scratch of this.scratches) await scratch.drop();
    await this.folder.remove();
  }
}
