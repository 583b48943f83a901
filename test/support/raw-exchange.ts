import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** A response as it came over the connection, read until the server closed it. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly body: any;
}

/**
 * Sends the lines of a request head byte for byte, for what no HTTP client would send. The server must close the
 * connection: the lines ask for it unless they are not valid HTTP.
 */
export async function rawExchange(baseUrl: string, lines: readonly string[]): Promise<RawResponse> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.setTimeout(10_000, () => socket.destroy(new Error('no response')));
  socket.write([...lines, '', ''].join('\r\n'), 'latin1');
  const received = await text(socket);
  const end = received.indexOf('\r\n\r\n');
  const [statusLine = '', ...fields] = received.slice(0, end).split('\r\n');
  const body = received.slice(end + 4);
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Headers(fields.map((line) => line.split(/: ?(.*)/s, 2) as [string, string])),
    text: body,
    body: parsed(body),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
