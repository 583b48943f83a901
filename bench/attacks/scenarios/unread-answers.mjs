import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSockets } from './open-sockets.mjs';

const CONNECTIONS = 40;
const WATCHED_MS = 50_000;

/**
 * Clients that ask for large answers and never read them.
 * @param {object} options `request(number)` has the large answer and is sent `pipelined` times over each connection;
 *   `key` is the kind of credential
 */
export function unreadAnswers({ name, about, request, key, pipelined }) {
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
      // Connections may stay open: what the operating system has taken, a refusal for example, is no burden.
      const unread = await unreadBytes(gateway);
      sockets.destroy();
      const note = `${open} of ${CONNECTIONS} connections open after ${seconds} s, ${unread} bytes unread, ${Math.round(resident / 1024 / 1024)} MB resident`;
      log(note);
      return {
        samples,
        notes: [note],
        problems: unread > 0 ? [`${unread} bytes of unread answers are still held after ${seconds} s`] : [],
      };
    },
  };
}

async function unreadBytes({ port }) {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^claims_unread_response_bytes (\d+)$/m.exec(metrics)[1]);
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
