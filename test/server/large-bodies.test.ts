import { connect } from 'node:net';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let key: string;
beforeAll(async () => {
  gateway = await startGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
});
afterAll(() => gateway.close());

const send = (path: string, megabytes: number) =>
  fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ a: 'x'.repeat(megabytes * 1024 * 1024) }),
  });

describe('a body beyond 512 KB', () => {
  it.each(['/graphql', '/certifications/api/v1/claim-assignments/batch'])(
    'is answered 413 at %s, although the client sends all of it before it reads',
    async (path) => {
      for (const megabytes of [1, 4, 4, 4, 7]) {
        const response = await send(path, megabytes);
        expect([response.status, response.headers.get('content-type')]).toEqual([
          413,
          expect.stringContaining('json'),
        ]);
        await response.text();
      }
    },
  );

  it('is not read to its end when it is larger than 8 MB', async () => {
    const { port, hostname } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    // Writing fails once the server has closed the connection.
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    const length = 64 * 1024 * 1024;
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-API-Key: ${key}\r\nContent-Length: ${length}\r\n\r\n`,
    );
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const write = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', write);
    write();
    socket.resume();
    await closed;
    // Beside what is read, the buffers of the operating system.
    expect(socket.bytesWritten).toBeLessThan(length / 2);
  });
});
