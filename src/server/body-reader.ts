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
 * Pieces in which a body may arrive. The network's have some 1,400 bytes; chunks of `Transfer-Encoding` can have one,
 * and each costs as much as a large one.
 */
const MAX_PIECES = 2_000;

/**
 * Receives a body, or why there is none: a `Problem`, or the error of a connection that was lost. The body counts as
 * in flight until `release` is called.
 */
export type BodyReceiver = (error: Error | undefined, body: Buffer | undefined, release: () => void) => void;

/**
 * Reads a request's body. Calls back once: with the body; with a 413 as soon as it is or announces itself as larger
 * than 512 KB, with a 400 when it arrives in too many pieces; with a 503 when too many bytes of bodies are in flight, or
 * when it is dropped for those of others. Bytes that arrive afterwards are ignored.
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
  const buffer = new BodyBuffer(Number.isNaN(declared) ? MAX_BODY_BYTES : declared);
  let received = 0;
  let pieces = 0;
  let incomplete: IncompleteBody | undefined;

  function settle(error?: Error): void {
    request.off('data', onData).off('end', onEnd).off('error', settle).off('close', onClose);
    if (incomplete) bodies.incomplete.remove(incomplete);
    const release = () => bodies.release(owner, buffer.capacity);
    if (error) release();
    receive(error, error ? undefined : buffer.contents(), error ? () => {} : release);
  }

  function onData(chunk: Buffer): void {
    received += chunk.length;
    const more = buffer.capacityWith(chunk.length) - buffer.capacity;
    pieces += 1;
    if (received > MAX_BODY_BYTES) settle(tooLarge());
    else if (pieces > MAX_PIECES) settle(inPieces());
    else if (!bodies.take(owner, more)) settle(tooMany());
    else {
      buffer.append(chunk);
      // Most bodies come in one chunk.
      if (incomplete || received === declared) return;
      incomplete = { owner, bytes: () => buffer.capacity, drop: () => settle(tooMany()) };
      bodies.incomplete.add(incomplete);
    }
  }

  function onEnd(): void {
    // It was answered that it came too late: it must not be carried out.
    if (request.socket.writableEnded) return;
    const isComplete = Number.isNaN(declared) || received === declared;
    settle(
      isComplete
        ? undefined
        : new Problem('bad_request', 'The body is not as long as its Content-Length says.'),
    );
  }

  function onClose(): void {
    settle(new Problem('bad_request', 'The body has ended early.'));
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
 * Reads what still arrives of the body of a request that is answered, as long as it keeps within the limits of bodies;
 * otherwise the connection is closed. Without a reader, Node would take the rest however long it is.
 */
export function drainBody(request: IncomingMessage): void {
  let received = 0;
  let pieces = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    pieces += 1;
    if (received > MAX_BODY_BYTES || pieces > MAX_PIECES) request.socket.destroy();
  });
}
