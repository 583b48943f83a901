import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Gateway } from './gateway.js';

/** A connection to a gateway on which a test sends bytes as they are. */
export class Connection {
  readonly socket: Socket;

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  static async open(gateway: Gateway): Promise<Connection> {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect({ host: hostname, port: Number(port) });
    // A connection that the gateway has reset is closed; what matters is what came before.
    socket.on('error', () => {});
    await once(socket, 'connect');
    return new Connection(socket);
  }

  send(...lines: string[]): this {
    this.socket.write(lines.join('\r\n'));
    return this;
  }

  /** All that comes until the gateway ends the connection. */
  async received(): Promise<Received> {
    const all = await text(this.socket).catch(() => '');
    const end = all.indexOf('\r\n\r\n');
    return end < 0 ? { head: all, body: '' } : { head: all.slice(0, end), body: all.slice(end + 4) };
  }

  close(): void {
    this.socket.destroy();
  }
}

/** An answer as it came: its head without the empty line, and what follows. */
export interface Received {
  readonly head: string;
  readonly body: string;
}
