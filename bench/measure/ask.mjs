import { Agent, request } from 'node:http';

const TIMEOUT_MS = 10_000;

/** A client of one server that keeps its connection. */
export class Asker {
  #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(port) {
    this.port = port;
  }

  /** Sends a request and gives `{ status, headers, body }`. */
  send({ method, path, headers, body = '' }) {
    return new Promise((resolve, reject) => {
      const { port } = this;
      const length = method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {};
      const options = { host: '127.0.0.1', port, method, path, agent: this.#agent, timeout: TIMEOUT_MS };
      const sent = request({ ...options, headers: { ...headers, ...length } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: text }),
        );
        response.on('error', reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`No answer within ${TIMEOUT_MS} ms.`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}
