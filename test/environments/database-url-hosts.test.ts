import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';
import { requireSupportedServer } from '../../src/database/supported-server.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { ScratchServer } from '../support/scratch-server.js';

// A server takes seconds to start on a busy machine.

const port = unprepared<{ port: number }>(`select inet_server_port() as port`);

let primary: ScratchServer;
let standby: ScratchServer;
/** Accepts connections and never answers. */
let silent: Server;
let closedPort: number;

beforeAll(async () => {
  const access = ['host all all 127.0.0.1/32 trust'];
  primary = await ScratchServer.create();
  await primary.start({ access });
  await primary.stop('in order');
  standby = await primary.createStandby();
  await Promise.all([primary.start({ access }), standby.start({ access })]);
  silent = createServer((socket) => socket.on('error', () => {}));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  closedPort = await freePort();
});
afterAll(async () => {
  silent.close();
  await standby.stop();
  await primary.remove();
});

const portOfSilent = () => (silent.address() as AddressInfo).port;

function open(ports: readonly number[], query: string): Promise<Database> {
  const hosts = ports.map((each) => `127.0.0.1:${each}`).join(',');
  const url = `postgres://postgres@${hosts}/postgres?sslmode=disable&${query}`;
  return Database.open({ url, environment: {}, poolSize: 1, warn: () => {} });
}

/** The port of the server that a new connection leads to. */
async function reached(ports: readonly number[], query: string): Promise<number | undefined> {
  const database = await open(ports, query);
  try {
    await requireSupportedServer(database);
    return (await database.query(port))[0]?.port;
  } finally {
    await database.close();
  }
}

describe('of several hosts in DATABASE_URL', () => {
  it.each([
    ['any', 'standby'],
    ['read-write', 'primary'],
    ['primary', 'primary'],
    ['read-only', 'standby'],
    ['standby', 'standby'],
    ['prefer-standby', 'standby'],
  ])('target_session_attrs=%s: the %s is connected to', async (wanted, role) => {
    const expected = role === 'primary' ? primary : standby;
    const query = `target_session_attrs=${wanted}`;
    expect(await reached([standby.port, primary.port], query)).toBe(expected.port);
    if (wanted !== 'any') expect(await reached([primary.port, standby.port], query)).toBe(expected.port);
  });

  it('a session that is read-only by default is not read-write', async () => {
    const readOnly = `target_session_attrs=read-write&options=-c%20default_transaction_read_only%3Don`;
    await expect(reached([primary.port], readOnly)).rejects.toThrow(
      `127.0.0.1:${primary.port} is read-only, but target_session_attrs is read-write.`,
    );
  });

  it('a primary serves where a standby is preferred and there is none', async () => {
    expect(await reached([closedPort, primary.port], 'target_session_attrs=prefer-standby')).toBe(
      primary.port,
    );
  });

  it('one that is not there is passed over', async () => {
    expect(await reached([closedPort, primary.port], '')).toBe(primary.port);
  });

  it('all are named when none fits, after as much time for each as connect_timeout says', async () => {
    const ports = [closedPort, portOfSilent(), standby.port];
    const refusal = reached(ports, 'target_session_attrs=primary&connect_timeout=2');
    await expect(refusal).rejects.toThrow(
      `The database at DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:${closedPort}; 127.0.0.1:${portOfSilent()} does not answer within 2 s; 127.0.0.1:${standby.port} is a standby, but target_session_attrs is primary.`,
    );
  });

  it('a refusal is final', async () => {
    const refusal = reached([primary.port, standby.port], 'dbname=nowhere');
    await expect(refusal).rejects.toThrow(
      `127.0.0.1:${primary.port} answers: database "nowhere" does not exist.`,
    );
  });

  it('new connections lead to the standby once it was promoted', async () => {
    const database = await open([primary.port, standby.port], 'target_session_attrs=read-write');
    expect(await database.query(port)).toEqual([{ port: primary.port }]);
    await primary.stop();
    await expect(database.query(port)).rejects.toMatchObject({ code: 'service_unavailable' });
    const promoter = await open([standby.port], '');
    await promoter.query(unprepared('select pg_promote()'));
    await promoter.close();
    let found: unknown;
    await eventually(async () => {
      found = await database.query(port).catch(() => undefined);
      return found !== undefined;
    });
    expect(found).toEqual([{ port: standby.port }]);
    await database.close();
  });
});
