import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import Fastify, { type FastifyInstance } from 'fastify';
import { listen } from '../../src/server/listening.js';
import { freePort } from '../support/free-port.js';

let app: FastifyInstance;
let url: string;
let finish: () => void;

beforeEach(async () => {
  app = Fastify({ forceCloseConnections: 'idle' });
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  app.get('/slow', async () => {
    await finished;
    return 'answer';
  });
  url = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  finish();
  await app.close();
});

it('several connections are accepted in one turn of the event loop', async () => {
  const port = Number(new URL(url).port);
  let inTurn = 0;
  let most = 0;
  const accepted = new Promise<void>((resolve) => {
    let all = 0;
    app.server.on('connection', () => {
      inTurn += 1;
      all += 1;
      if (all === 100) resolve();
    });
  });
  let counting = setImmediate(function endTurn() {
    most = Math.max(most, inTurn);
    inTurn = 0;
    counting = setImmediate(endTurn);
  });
  const sockets = Array.from({ length: 100 }, () => connect(port, '127.0.0.1'));
  await accepted;
  clearImmediate(counting);
  for (const socket of sockets) socket.destroy();
  expect(most).toBeGreaterThan(4);
});

it('a port on which a server of the same user listens is refused', async () => {
  const second = Fastify();
  const port = Number(new URL(url).port);
  await expect(listen(second, { host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.close();
});

it('of two processes that take a port at the same time one has it and the other is refused', async () => {
  const processes = [1, 2].map(() => fork('test/support/listen-on-ports.mjs', { execArgv: [] }));
  for (let round = 0; round < 3; round++) {
    const ports = [...new Set(await Promise.all(Array.from({ length: 10 }, freePort)))];
    const answers = processes.map(async (process) => (await once(process, 'message'))[0] as string[]);
    for (const process of processes) process.send(ports);
    const [one, other] = await Promise.all(answers);
    const outcomes = ports.map((_, i) => [one?.[i], other?.[i]].sort());
    expect(outcomes).toEqual(ports.map(() => ['EADDRINUSE', 'listens']));
    for (const process of processes) process.send([]);
    await Promise.all(processes.map((process) => once(process, 'message')));
  }
  for (const process of processes) process.disconnect();
});

it('closing waits for the requests of all listeners', async () => {
  const agent = new Agent({ maxSockets: 100 });
  const answers = Array.from({ length: 100 }, async () => {
    const [response] = (await once(get(`${url}/slow`, { agent }), 'response')) as [IncomingMessage];
    return text(response);
  });
  let arrived = 0;
  await new Promise<void>((resolve) => {
    app.server.on('request', () => {
      arrived += 1;
      if (arrived === 100) resolve();
    });
  });
  let isClosed = false;
  const closed = app.close().then(() => {
    isClosed = true;
  });
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  finish();
  expect(await Promise.all(answers)).toEqual(Array(100).fill('answer'));
  await closed;
});

it('connections to each address of localhost reach the one server', async () => {
  const server = Fastify();
  const first = await listen(server, { host: 'localhost', port: 0 }, async () => ['127.0.0.1', '127.0.0.2']);
  const port = Number(new URL(first).port);
  for (const host of ['127.0.0.1', '127.0.0.2']) {
    const accepted = once(server.server, 'connection');
    const socket = connect(port, host);
    await accepted;
    socket.destroy();
  }
  await server.close();
});
