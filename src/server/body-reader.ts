import type { IncomingMessage } from 'node:http';
import { Problem } from '../errors/problem.js';
import type { BodiesInFlight } from './bodies-in-flight.js';
import { BodyBuffer } from './body-buffer.js';
import type { BodyOwner } from './body-owner.js';
import type { IncompleteBody } from './incomplete-bodies.js';
import { overloaded } from './overloaded.js';

/** Maximum body in bytes (docs/contract.md, "Requests"). */
export const MAX_BODY_BYTES = 512 * 1024;

/**
 * Maximum number of chunks of a body. Those of the network have some 1,400 bytes; chunks of `Transfer-Encoding` can
 * have one, and each costs as much as a large one.
 */
const MAX_PIECES = 2_000;

/**
 * How much of a body is read whose request has its response already: many clients only look at the response once they have
 * sent all of it, and lose it if the connection is closed before.
 */
const MAX_DRAINED_BYTES = 8 * 1024 * 1024;
const MAX_DRAINED_PIECES = 8_000;

/**
 * Receives a body, or the error: a `Problem`, or the error of a lost connection. The body counts as in flight until
 * `release` is called.
 */
export type BodyReceiver = (error: Error | undefined, body: Buffer | undefined, release: () => void) => void;

/**
 * Reads a request's body. Calls back once: with the body; with a 413 when the body or its `Content-Length` exceeds 512
 * KB; with a 400 when it arrives in too many chunks; with a 503 when too many bytes of bodies are in flight, or when it
 * is dropped for those of other accounts. Bytes that arrive afterwards are ignored.
 */
export function readBody(
  request: IncomingMessage,
  owner: BodyOwner,
  bodies: BodiesInFlight,
  receive: BodyReceiver,
): void {
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  if (declared > MAX_BODY_BYTES) {
    receive(tooLarge(), undefined, () => {});
    return;
  }
  /** Undefined once the body was received or refused: the listeners, which stay, must not keep its memory. */
  let buffer: BodyBuffer | undefined = new BodyBuffer(Number.isNaN(declared) ? MAX_BODY_BYTES : declared);
  let received = 0;
  let pieces = 0;
  let incomplete: IncompleteBody | undefined;

  function settle(error?: Error): void {
    if (!buffer) return;
    const { capacity } = buffer;
    const contents = error ? undefined : buffer.contents();
    buffer = undefined;
    if (incomplete) bodies.incomplete.remove(incomplete);
    const release = () => bodies.release(owner, capacity);
    if (error) release();
    receive(error, contents, error ? () => {} : release);
  }

  function onData(chunk: Buffer): void {
    if (!buffer) return;
    received += chunk.length;
    const more = buffer.capacityWith(chunk.length) - buffer.capacity;
    pieces += 1;
    if (received > MAX_BODY_BYTES) settle(tooLarge());
    else if (pieces > MAX_PIECES) settle(inPieces());
    else if (!bodies.take(owner, more)) settle(tooMany());
    else {
      buffer.append(chunk);
      // Most bodies arrive in one chunk.
      if (incomplete || received === declared) return;
      incomplete = { owner, bytes: () => buffer?.capacity ?? 0, drop: () => settle(tooMany()) };
      bodies.incomplete.add(incomplete);
    }
  }

  function onEnd(): void {
    // The client has received a 503 for its timeout, so the request must not be executed.
    if (!buffer || request.socket.writableEnded) return;
    const isComplete = Number.isNaN(declared) || received === declared;
    settle(
      isComplete
        ? undefined
        : new Problem('bad_request', 'The body is not as long as its Content-Length says.'),
    );
  }

  function onClose(): void {
    if (buffer) settle(new Problem('bad_request', 'The body has ended early.'));
  }

  request.on('data', onData).on('end', onEnd).on('error', settle).on('close', onClose);
}

function tooMany(): Problem {
  return overloaded('bodies of requests', 'bodies');
}

function tooLarge(): Problem {
  return new Problem('payload_too_large', `The body is larger than ${MAX_BODY_BYTES / 1024} KB.`);
}

function inPieces(): Problem {
  return new Problem('bad_request', `The body arrives in more than ${MAX_PIECES} pieces, the limit.`);
}

/**
 * Reads the rest of a body whose request has its response already, up to 8 MB, and does not keep it; beyond, the connection is
 * closed. Without a reader, Node.js would read the rest whatever its length.
 */
export function drainBody(request: IncomingMessage): void {
  let received = 0;
  let pieces = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    pieces += 1;
    if (received > MAX_DRAINED_BYTES || pieces > MAX_DRAINED_PIECES) request.socket.destroy();
  });
}
