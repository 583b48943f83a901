import type { Socket } from 'node:net';
import { addressBlock } from '../codecs/address-block.js';

/** Since when a connection is idle. */
export interface Idleness {
  /** By `performance.now()`; since when it has had no request. */
  idleSince: number;
  /** Its requests without a response. */
  readonly open: { readonly length: number };
}

interface Candidate {
  readonly socket: Socket;
  readonly idleSince: number;
  /** The idle connections of its address. */
  readonly ofAddress: { count: number };
}

/** Number of connections that are chosen at once, so that not every new connection of a flood examines all. */
const CHOSEN = 64;

/**
 * Chooses the idle connections that new ones replace: of the addresses with the most connections, those idle for
 * longest.
 */
export class IdleConnections {
  /** In reverse order. */
  private candidates: Candidate[] = [];

  constructor(private readonly connections: ReadonlyMap<Socket, Idleness>) {}

  /** Returns the connection to close; undefined if none is idle. */
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
      // It may have been closed or used since then.
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
