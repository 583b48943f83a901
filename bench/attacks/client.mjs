import { Agent, request as httpRequest } from 'node:http';

/** How long the bench waits for one answer. The gateway gives statements up after 10 s. */
const TIMEOUT_MS = 30_000;

/** Bytes of an answer that are kept to be looked at; the rest is counted only. */
const KEPT_BYTES = 16_384;

/** A client that counts the bytes of answers and does not keep them. */
export class AttackClient {
  #agent = new Agent({ keepAlive: true });

  constructor(port) {
    this.port = port;
  }

  /**
   * Sends a request. Never rejects: a lost answer has the status 0 and the reason in `start`.
   * @returns {Promise<{ status: number, headers: object, bytes: number, ms: number, start: string }>}
   */
  send({ method, path, headers, body = '' }) {
    const begin = performance.now();
    return new Promise((resolve) => {
      let bytes = 0;
      const kept = [];
      const end = (status, answerHeaders, reason) => {
        clearTimeout(timeout);
        const start = reason ?? Buffer.concat(kept).toString('utf8');
        resolve({
          status,
          headers: answerHeaders,
          bytes,
          ms: performance.now() - begin,
          start,
        });
      };
      const hasBody = method === 'POST' || method === 'PATCH';
      const length = hasBody ? { 'content-length': Buffer.byteLength(body) } : {};
      const options = {
        host: '127.0.0.1',
        port: this.port,
        method,
        path,
        agent: this.#agent,
      };
      const sent = httpRequest({ ...options, headers: { ...headers, ...length } }, (response) => {
        response.on('data', (chunk) => {
          if (bytes < KEPT_BYTES) kept.push(chunk.subarray(0, KEPT_BYTES - bytes));
          bytes += chunk.length;
        });
        response.on('end', () => end(response.statusCode, response.headers));
        response.on('error', (error) => end(0, {}, `the answer broke off: ${error.message}`));
      });
      const timeout = setTimeout(() => {
        sent.destroy();
        end(0, {}, `no answer within ${TIMEOUT_MS / 1_000} s`);
      }, TIMEOUT_MS);
      sent.on('error', (error) => end(0, {}, error.code ?? error.message));
      sent.end(hasBody ? body : undefined);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

/** The detail of the first problem in an answer; empty when it has none. */
export function detailOf({ status, start }) {
  if (status === 0) return start;
  const found = /"(?:detail|message)":"((?:[^"\\]|\\.)*)"/.exec(start);
  return found && (status >= 400 || start.includes('"errors"')) ? found[1].slice(0, 160) : '';
}

/** Requests left in the window that the headers describe; undefined where there are none. */
export function remainingOf({ headers }) {
  const value = headers['ratelimit-remaining'];
  return value === undefined ? undefined : Number(value);
}
