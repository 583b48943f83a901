import type { Socket } from 'node:net';
import { addressBlock } from '../codecs/address-block.js';

/** How long a connection has had nothing to do. */
export interface Idleness {
  /** By `performance.now()`; since when it has had no request. */
  idleSince: number;
  /** Its requests without an answer. */
  readonly open: { readonly length: number };
}

interface Candidate {
  readonly socket: Socket;
  readonly idleSince: number;
  /** The idle connections of its address. */
  readonly ofAddress: { count: number };
}

/** Chosen at once, so that a flood of new connections does not have all looked at for each of them. */
const CHOSEN = 64;

/** Chooses the idle connections that new ones replace: of the addresses with the most, those idle for longest. */
export class IdleConnections {
  /** The next one last. */
  private candidates: Candidate[] = [];

  constructor(private readonly connections: ReadonlyMap<Socket, Idleness>) {}

  /** The connection to be closed; undefined when none is idle. */
  next(): Socket | undefined {
    const next = this.nextCandidate();
    if (next) return next;
    this.candidates = this.choose();
    return this.nextCandidate();
  }

  private nextCandidate(): Socket | undefined {
    for (;;) {
      const candidate = this.candidates.pop();
      if (!candidate) return undefined;
      const { socket, idleSince } = candidate;
      const now = this.connections.get(socket);
      // It may have been closed, or have had another request.
      if (now && now.open.length === 0 && now.idleSince === idleSince) return socket;
    }
  }

  private choose(): Candidate[] {
    const addresses = new Map<string, { count: number }>();
    const candidates: Candidate[] = [];
    for (const [socket, { open, idleSince }] of this.connections) {
      if (open.length > 0) continue;
      const address = addressBlock(socket.remoteAddress ?? '');
      const ofAddress = addresses.get(address) ?? { count: 0 };
      addresses.set(address, ofAddress);
      ofAddress.count += 1;
      candidates.push({ socket, idleSince, ofAddress });
    }
    candidates.sort((a, b) => a.ofAddress.count - b.ofAddress.count || b.idleSince - a.idleSince);
    return candidates.slice(-CHOSEN);
  }
}
