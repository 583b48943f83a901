import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSockets } from './open-sockets.mjs';

const CONNECTIONS = 40;
const WATCHED_MS = 50_000;

/**
 * Clients that ask for large answers and never read them.
 * @param {object} options `request(number)` has the large answer and is sent `pipelined` times over each connection;
 *   `key` is the kind of credential; `mustClose` when the answers exceed what the operating systems of both sides
 *   keep, so that they can only end by being given up
 */
export function unreadAnswers({ name, about, request, key, pipelined, mustClose = false }) {
  return {
    name,
    about: `${about}, ${CONNECTIONS} clients that never read`,
    async run({ gateway, keys, victim, log }) {
      const begin = Date.now();
      const sockets = openSockets(CONNECTIONS, (i) => {
        const socket = connect(gateway.port, '127.0.0.1');
        const raw = rawRequest(request(i), key === 'editor' ? { 'x-api-key': keys.editor[i] } : {});
        for (let n = 0; n < pipelined; n++) socket.write(raw);
        socket.pause();
        // Unread bytes hide the server's close from a paused socket; writing makes a reset visible.
        const writing = setInterval(() => socket.write('\r\n'), 1_000);
        socket.on('close', () => clearInterval(writing));
        return socket;
      });
      const samples = [];
      while (Date.now() - begin < WATCHED_MS && gateway.alive && sockets.open > 0) {
        await sleep(1_000);
        samples.push(await victim());
      }
      const { open } = sockets;
      const seconds = Math.round((Date.now() - begin) / 1_000);
      const resident = await gateway.resident();
      sockets.destroy();
      const note = `${open} of ${CONNECTIONS} connections open after ${seconds} s, ${Math.round(resident / 1024 / 1024)} MB resident`;
      log(note);
      return {
        samples,
        notes: [note],
        problems: mustClose && open > 0 ? [`${open} unread answers are still held after ${seconds} s`] : [],
      };
    },
  };
}

function rawRequest({ method, path, headers, body = '' }, credential) {
  const all = {
    host: 'bench',
    ...headers,
    ...credential,
    'content-length': Buffer.byteLength(body),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
