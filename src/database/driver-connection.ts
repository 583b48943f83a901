import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { PoolClient } from 'pg';

/** What the driver's published type leaves out. */
interface DriverClient {
  readonly connection: { readonly stream: Socket };
  readonly processID: number | null;
  /** The query that was sent and is not answered; a stream while rows are copied. */
  readonly _activeQuery: object | null;
}

function driverClient(client: PoolClient): DriverClient {
  return client as unknown as DriverClient;
}

/** Ends a connection at once, without a word to a server that may be lost. Its query fails with the message. */
export function destroyConnection(client: PoolClient, message: string): void {
  driverClient(client).connection.stream.destroy(new Error(message));
}

/** Ends a connection on which nothing is wanted any more, at once and without a failure. */
export function dropConnection(client: PoolClient): void {
  driverClient(client).connection.stream.destroy();
}

/** The backend's process id as the server has told it; a pooler tells one of its own. */
export function processIdOf(client: PoolClient): number | null {
  return driverClient(client).processID;
}

/** The bytes that a connection has carried and that wait to be sent, as a text that changes when any of them moves. */
export function bytesOf(client: PoolClient): string {
  const { bytesRead, bytesWritten, writableLength } = driverClient(client).connection.stream;
  return `${bytesRead} ${bytesWritten} ${writableLength}`;
}

/** Whether it is the server's turn: not ours to send more rows of a copy, or to take those that have arrived. */
export function awaitsServer(client: PoolClient): boolean {
  const { _activeQuery: query, connection } = driverClient(client);
  if (!query) return false;
  // Of a copy that was broken off the server has to know.
  if ((query as { readonly destroyed?: boolean }).destroyed) return true;
  if ('writableLength' in query) {
    const { writableLength, writableEnded } = query as Writable;
    return writableLength > 0 || writableEnded;
  }
  if ('readableLength' in query) {
    return (query as Readable).readableLength === 0 && connection.stream.readableLength === 0;
  }
  return true;
}
