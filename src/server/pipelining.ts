import { IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { StartsPerTurn } from './starts-per-turn.js';

/**
 * A request of a server. Node's parser continues to the end of what it has read, some thousand requests, even if the
 * first of them has its connection closed. A request that leaves HTTP (`upgrade`) stops it: every request of a closed
 * connection does.
 */
export class ServerRequest extends IncomingMessage {
  constructor(socket: Socket) {
    super(socket);
    // Node assigns properties of the request.
    if (socket.destroyed) Object.defineProperty(this, 'upgrade', { get: () => true, set: () => {} });
  }
}

/**
 * Starts a request only when the responses to the earlier ones of its connection were read (RFC 9112 section 9.3.2).
 * Node.js starts all that arrive together, and would store their responses in memory as long as the client does not
 * read the first. The queue contains no more than the headers of a few requests and one read of the connection, which
 * is paused. Registered after all listeners of requests; the requests have to be `ServerRequest`s.
 */
export function answerInTurn(server: Server, maxWaiting: number): void {
  const lines = new WeakMap<Socket, Line>();
  const starts = new StartsPerTurn();
  const listeners = server.listeners('request') as RequestListener[];
  const begin = (request: IncomingMessage, response: ServerResponse) => {
    starts.begin(() => {
      if (response.destroyed) return;
      for (const listener of listeners) listener.call(server, request, response);
    });
  };
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // The response of a request that is not queued has its socket from the start.
    if (response.socket !== null) return begin(request, response);
    const { socket } = request;
    const line = lines.get(socket) ?? new Line(socket);
    lines.set(socket, line);
    // No response could be written in order. Clients repeat requests without a response.
    if (line.length >= maxWaiting) socket.destroy();
    else line.add(response, () => begin(request, response));
  });
}

/** The queued requests of a connection. The connection is not read while there is one. */
class Line {
  private waiting = 0;

  constructor(private readonly socket: Socket) {}

  get length(): number {
    return this.waiting;
  }

  /** Waits until a response can be written; never resolves if the connection is closed before. */
  add(response: ServerResponse, begin: () => void): void {
    this.waiting += 1;
    // Node.js resumes reading when a request was parsed and when the socket drains.
    if (this.waiting === 1) this.socket.on('drain', this.pauseNext);
    this.pauseNext();
    // What was buffered for the response is written before it begins.
    response.once('socket', () => process.nextTick(() => this.leave(begin)));
  }

  private leave(begin: () => void): void {
    this.waiting -= 1;
    if (this.waiting === 0) {
      this.socket.off('drain', this.pauseNext);
      this.socket.resume();
    }
    begin();
  }

  private readonly pauseNext = () => process.nextTick(this.pause);

  private readonly pause = () => {
    if (this.waiting > 0) this.socket.pause();
  };
}
