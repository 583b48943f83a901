import { connect, createServer } from 'node:net';

/** Messages of PostgreSQL's protocol that run something: a simple query, an execution. */
const RUNS = new Set(['Q'.charCodeAt(0), 'E'.charCodeAt(0)]);

const BIND = 'B'.charCodeAt(0);

/** Sent by a process at most 20 times a second, however many requests write: it is no request's own. */
const NOTIFICATION = 'notify_topics';

/** The prepared statement that a message binds, behind the portal's name. */
function boundStatement(message) {
  const start = message.indexOf(0, 5) + 1;
  return message.toString('utf8', start, message.indexOf(0, start));
}

/**
 * Stands between a server and its database and counts what is executed, whatever the server is made of:
 * transactions' beginnings and ends too, since they are round trips as well.
 * @returns {Promise<{ url: string, count: number, close(): Promise<void> }>} `count` grows
 */
export async function countStatements(url) {
  const target = new URL(url);
  const counter = { count: 0 };
  const sockets = new Set();
  const proxy = createServer((caller) => {
    const database = connect(Number(target.port || 5432), target.hostname);
    const reader = new FrontendReader((message) => {
      if (RUNS.has(message[0])) counter.count++;
      if (message[0] === BIND && boundStatement(message) === NOTIFICATION) counter.count--;
    });
    caller.on('data', (chunk) => reader.read(chunk));
    caller.pipe(database).pipe(caller);
    for (const [socket, other] of [
      [caller, database],
      [database, caller],
    ]) {
      socket.setNoDelay();
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      // PostgreSQL would wait for ever for the rest of what a server has given up.
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  counter.url = Object.assign(new URL(url), { hostname: '127.0.0.1', port: proxy.address().port }).href;
  counter.close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  };
  return counter;
}

/** Tells each message that a client sends; the first ones, which have none, are left out. */
class FrontendReader {
  #rest = Buffer.alloc(0);
  #started = false;

  constructor(tell) {
    this.tell = tell;
  }

  read(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const head = this.#started ? 1 : 0;
      if (this.#rest.length < head + 4) return;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return;
      if (this.#started) this.tell(this.#rest.subarray(0, length));
      // A request for encryption, eight bytes, comes before the message that starts the session.
      else this.#started = length !== 8;
      this.#rest = this.#rest.subarray(length);
    }
  }
}
