import { once } from 'node:events';
import { Connection } from '../support/connection.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { largestAsset } from '../support/largest-asset.js';

let gateway: Gateway;

beforeAll(async () => {
  const answers = {
    maxBytes: 280 * 1024,
    maxBytesPerAccount: 280 * 1024,
    stallTimeoutMs: 30_000,
    sliceTimeoutMs: 10_000,
  };
  gateway = await startGateway({ limits: { answers } });
});
afterAll(() => gateway.close());

const OPENAPI = '/certifications/api/v1/openapi.json';

/** A connection that asks for a file of several megabytes, and does not read it. */
async function unread(): Promise<Connection> {
  const connection = await Connection.open(gateway);
  connection.send(`GET ${largestAsset()} HTTP/1.1`, 'Host: localhost', '', '');
  await once(connection.socket, 'readable');
  return connection;
}

it('files and documents that are not read count, and what goes beyond their limit is a 503 that is not stored', async () => {
  expect((await gateway.request(OPENAPI)).status).toBe(200);
  // Each takes 128 KB.
  const connections = [await unread(), await unread()];
  const file = await gateway.request(largestAsset(), { headers: { 'accept-encoding': 'br' } });
  expect([file.status, file.body.error_code]).toEqual([503, 'service_unavailable']);
  expect(Object.fromEntries(file.headers)).toMatchObject({ 'retry-after': expect.any(String) });
  for (const name of ['cache-control', 'content-encoding', 'etag', 'last-modified']) {
    expect(file.headers.has(name)).toBe(false);
  }
  expect((await gateway.request(OPENAPI)).status).toBe(503);
  expect((await gateway.request('/healthz')).status).toBe(200);
  for (const connection of connections) connection.close();
  await eventually(async () => (await gateway.request(largestAsset())).status === 200);
});
