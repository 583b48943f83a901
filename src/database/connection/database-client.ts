import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import pg from 'pg';
import { type Attempt, connectToFirst } from './attempts.js';
import { watchAuthentication } from './authentication.js';
import { ConnectTimeout } from './connection-failure.js';
import type { ConnectionSettings } from './connection-settings.js';
import type { DatabaseHost } from './hosts.js';
import { readPasswordFile } from './password-file.js';
import { requireAttributes } from './session-attributes.js';
import { TlsFiles } from './tls-files.js';
import { UnsuitableServer } from './unsuitable-server.js';

type Callback = (error: Error | null, client?: pg.Client) => void;

/**
 * The class of the clients that connect as the settings say, for a pool or by themselves. The driver's own client
 * knows one host and one way to it; this one starts its parent anew for each attempt.
 *
 * Throws one sentence when a file with a certificate or a key cannot be used.
 */
export function databaseClient(settings: ConnectionSettings): typeof pg.Client {
  const files = new TlsFiles(settings.tls);
  if (settings.tls.mode !== 'disable') files.load();

  class DatabaseClient extends pg.Client {
    constructor(private readonly config: pg.ClientConfig = {}) {
      // Given here, because the driver would read them from the environment.
      super({ ...config, ssl: false, sslnegotiation: 'postgres' });
    }

    override connect(): Promise<pg.Client>;
    override connect(callback: Callback): void;
    override connect(callback?: Callback): Promise<pg.Client> | undefined {
      // The pool listens after the callback; until then an error without a listener would end the process.
      this.on('error', ignore);
      const connected = connectToFirst(settings, (attempt) => this.open(attempt)).finally(() =>
        setImmediate(() => this.off('error', ignore)),
      );
      if (!callback) return connected.then(() => this);
      // An error of a callback is no failure of the connection.
      connected.then(
        () => process.nextTick(callback, null, this),
        (error) => process.nextTick(callback, error),
      );
      return undefined;
    }

    private async open(attempt: Attempt): Promise<void> {
      const { wanted, timeoutMs } = attempt;
      this.startAnew(this.configFor(attempt));
      const { connection } = this;
      const watch = watchAuthentication(connection, settings.authentication);
      connection.once('connect', () => keepAlive(connection.stream as Socket));
      const timeout = new ConnectTimeout(`does not answer within ${Math.ceil(timeoutMs / 1_000)} s`);
      const timer = setTimeout(() => connection.stream.destroy(timeout), timeoutMs);
      try {
        await super.connect();
        if (watch.refusal) throw watch.refusal;
        await requireAttributes(this, wanted);
      } catch (error) {
        leave(connection);
        throw watch.refusal ?? error;
      } finally {
        clearTimeout(timer);
      }
    }

    /** Resets this client to the state of one that was never connected. */
    private startAnew(config: pg.ClientConfig): void {
      leave(this.connection);
      const { _events, _eventsCount, _maxListeners, ...state } = new pg.Client(config) as unknown as Record<
        string,
        unknown
      >;
      Object.assign(this, state, { password: config.password });
    }

    private configFor({ host, isEncrypted }: Attempt): pg.ClientConfig {
      // The embedded database moves to another port when it is started again.
      const port = settings.hosts.length === 1 ? (this.config.port ?? host.port) : host.port;
      return {
        ...this.config,
        host: host.address,
        port,
        user: settings.user,
        database: settings.database,
        password: () => passwordFor(host),
        application_name: settings.applicationName,
        client_encoding: 'UTF8',
        ssl: isEncrypted ? tlsOptions(host) : false,
        sslnegotiation: isEncrypted && settings.tls.isDirect ? 'direct' : 'postgres',
        enableChannelBinding: settings.authentication.channelBinding !== 'disable',
        // Both are ours.
        connectionTimeoutMillis: 0,
        keepAlive: false,
      };
    }
  }

  function tlsOptions({ name }: DatabaseHost): ConnectionOptions {
    const { mode } = settings.tls;
    return {
      secureContext: files.load(),
      rejectUnauthorized: files.areServersVerified,
      ...(isIP(name) === 0 && { servername: name }),
      // The driver does not say which address it has connected to.
      checkServerIdentity: (_, certificate) =>
        mode === 'verify-full' ? checkServerIdentity(name, certificate) : undefined,
    };
  }

  async function passwordFor(host: DatabaseHost): Promise<string> {
    const password =
      settings.password ?? (await readPasswordFile(settings.passwordFile, { ...settings, host }));
    if (password !== undefined) return password;
    throw new UnsuitableServer(
      `asks for a password, and ${settings.source} gives none for ${settings.user}`,
      true,
    );
  }

  function keepAlive(socket: Socket): void {
    if (!settings.keepAlive) return;
    const { idle, interval, count } = settings.keepAlive;
    // The published type lacks the newer arguments.
    const set = socket.setKeepAlive as (...values: (boolean | number)[]) => void;
    if (!interval && !count) set.call(socket, true, (idle ?? 0) * 1_000);
    // Only all together can be set: those that are not given as Linux has them.
    else set.call(socket, true, (idle ?? 7_200) * 1_000, (interval ?? 75) * 1_000, count ?? 9);
  }

  return DatabaseClient;
}

function ignore(): void {}

/** Closes an unwanted connection and ignores its further events. */
function leave(connection: pg.Connection): void {
  connection.removeAllListeners();
  connection.on('error', ignore);
  connection.stream.destroy();
}
