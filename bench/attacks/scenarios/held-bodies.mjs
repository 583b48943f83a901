import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSockets } from './open-sockets.mjs';

const WATCHED_MS = 45_000;
/** A request that still holds its body after this time has no time limit (docs/operations.md, "Limits"). */
const RELEASE_MS = 40_000;

/**
 * Requests without a credential that never send the last byte of their bodies.
 * @param {{ name: string, about: string, connections: number, headers?: string, length: number, sent: number }} held
 *   `headers`: further header lines; `length`: bytes of the body; `sent`: bytes of it that are sent
 */
export function heldBodies({ name, about, connections, headers = '', length, sent }) {
  return {
    name,
    about: `${connections} ${about}, for ${WATCHED_MS / 1_000} s`,
    run: (tools) => hold({ connections, headers, length, sent }, tools),
  };
}

async function hold({ connections, headers, length, sent }, { gateway, victim, log }) {
  const body = Buffer.alloc(sent, 'a');
  const head = `POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n${headers}content-length: ${length}\r\n\r\n`;
  const begin = Date.now();
  const sockets = openSockets(connections, () => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(head);
    socket.write(body);
    socket.resume();
    return socket;
  });
  const samples = [];
  let openAtRelease = connections;
  while (Date.now() - begin < WATCHED_MS && gateway.alive && sockets.open > 0) {
    await sleep(1_000);
    samples.push(await victim());
    if (Date.now() - begin < RELEASE_MS) openAtRelease = sockets.open;
    else if (sockets.open === 0) openAtRelease = 0;
  }
  const open = sockets.open;
  const resident = await gateway.resident();
  sockets.destroy();
  const seconds = Math.round((Date.now() - begin) / 1_000);
  log(`${open} of ${connections} connections open after ${seconds} s`);
  const refused = samples.filter(({ statuses }) => statuses[0] !== 200 && statuses[0] !== 503).length;
  return {
    samples,
    notes: [
      `${open} of ${connections} connections open after ${seconds} s, ${Math.round(resident / 1024 / 1024)} MB resident`,
      `answers to other clients: ${samples.map(({ statuses }) => statuses[0]).join(' ')}`,
    ],
    problems: [
      open > 0 && openAtRelease > 0 && `${open} bodies are still held after ${seconds} s`,
      refused > 0 && `${refused} of ${samples.length} other clients got no answer`,
    ].filter(Boolean),
  };
}
