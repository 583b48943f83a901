import { IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { StartsPerTurn } from './starts-per-turn.js';

/**
 * A request of a server. Node's parser goes on to the end of what it has read, some thousand requests, even if the first
 * of them had its connection closed. A request that wants to leave HTTP stops it: of a closed connection each does.
 */
export class ServerRequest extends IncomingMessage {
  constructor(socket: Socket) {
    super(socket);
    // Node assigns properties of the request.
    if (socket.destroyed) Object.defineProperty(this, 'upgrade', { get: () => true, set: () => {} });
  }
}

/**
 * Begins a request only when the answers to the earlier ones of its connection have been taken (RFC 9112 section 9.3.2).
 * Node begins all that arrive together, and would keep their answers in memory as long as the client does not read the
 * first. What waits is no more than the headers of a few requests and one reading of the connection, which is paused.
 * To be called once all listeners of requests are there; the requests have to be `ServerRequest`s.
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
    // The response of a request that need not wait has its socket from the start.
    if (response.socket !== null) return begin(request, response);
    const { socket } = request;
    const line = lines.get(socket) ?? new Line(socket);
    lines.set(socket, line);
    // No answer could be written in order. Clients repeat what was not answered.
    if (line.length >= maxWaiting) socket.destroy();
    else line.add(response, () => begin(request, response));
  });
}

/** The requests of a connection that wait. Nothing more is read from it as long as there is one. */
class Line {
  private waiting = 0;

  constructor(private readonly socket: Socket) {}

  get length(): number {
    return this.waiting;
  }

  /** Waits for the turn of a response. It never comes when the connection is closed before. */
  add(response: ServerResponse, begin: () => void): void {
    this.waiting += 1;
    // Node reads on when a request has been parsed, and when the socket takes more.
    if (this.waiting === 1) this.socket.on('drain', this.pauseNext);
    this.pauseNext();
    // What was kept for the response is written before it begins.
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
