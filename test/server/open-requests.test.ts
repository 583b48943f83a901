import { once } from 'node:events';
import { Connection } from '../support/connection.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ limits: { keepAliveTimeoutMs: 200, checkIntervalMs: 20 } });
});
afterAll(() => gateway.close());

/** Resolves when the gateway closes the connection, which goes on to send empty lines. */
async function closedDespiteEmptyLines({ socket }: Connection): Promise<void> {
  const writing = setInterval(() => socket.write('\r\n'), 10);
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(writing);
}

async function idleConnection(): Promise<Connection> {
  const connection = await Connection.open(gateway);
  connection.send('GET /healthz HTTP/1.1', 'Host: localhost', '', '');
  await once(connection.socket, 'data');
  return connection;
}

it('a connection that sends nothing but empty lines between two requests is closed', async () => {
  const connection = await idleConnection();
  await closedDespiteEmptyLines(connection);
  expect(connection.socket.destroyed).toBe(true);
});

it('a connection whose request is under way stays open for longer', async () => {
  const connection = await Connection.open(gateway);
  const body = JSON.stringify({ query: '{ __typename }' });
  connection.send('POST /graphql HTTP/1.1', 'Host: localhost', 'Content-Type: application/json');
  connection.send('', `Content-Length: ${body.length}`, '', body.slice(0, 5));
  await closedDespiteEmptyLines(await idleConnection());
  connection.send(body.slice(5));
  const [answer] = await once(connection.socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
  connection.close();
});
