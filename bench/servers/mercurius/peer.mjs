import { resolve } from 'node:path';
import { handWrittenPeer } from '../hand-written.mjs';

/** Mercurius with SQL written by hand. */
export const mercuriusPeer = handWrittenPeer('mercurius', 'Mercurius, SQL by hand', [
  resolve(import.meta.dirname, 'server.mjs'),
]);
