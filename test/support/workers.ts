import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Served } from './served.js';

/** Arguments of a `claims serve` with two workers. */
export const TWO_WORKERS = ['--workers', '2'];

/** A response and the id under which the log has its request. */
export interface WorkerResponse {
  readonly status: number;
  readonly requestId: string;
  readonly cookie: string | undefined;
  readonly text: string;
}

/** A request to send. */
export interface WorkerRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/**
 * Sends a request and rejects when its connection is lost.
 * @param agent keeps the connection; by default each request has a new one, which any worker may accept.
 */
export function send(
  url: string,
  { method = 'GET', headers = {}, body }: WorkerRequest = {},
  agent: Agent | false = false,
): Promise<WorkerResponse> {
  return new Promise((resolve, reject) => {
    const type = body && { 'content-type': 'application/json' };
    const sent = request(url, { method, agent, headers: { ...type, ...headers } }, (response) => {
      text(response).then(
        (received) =>
          resolve({
            status: response.statusCode ?? 0,
            requestId: String(response.headers['x-request-id']),
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
            text: received,
          }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

/** Lines of the log that are JSON. */
export function logLines(served: Served): readonly Readonly<Record<string, unknown>>[] {
  const lines = served.output().stderr.split('\n');
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line));
}

/** The workers that have answered requests, by the ids of these: the log has each, some milliseconds later. */
export function workersOfRequests(served: Served): ReadonlyMap<string, number> {
  const requests = logLines(served).filter(({ requestId, worker }) => requestId && worker);
  return new Map(requests.map(({ requestId, worker }) => [String(requestId), Number(worker)]));
}

/** Process ids of the workers that were started last, by their numbers. */
export function workerPids(served: Served): ReadonlyMap<number, number> {
  const begun = logLines(served).filter(({ msg }) => msg === 'the worker serves');
  return new Map(begun.map(({ worker, pid }) => [Number(worker), Number(pid)]));
}

/** Whether a process waits to take the place of a worker that ends. */
export function hasSpareWorker(served: Served): boolean {
  return logLines(served).some(({ msg }) => msg === 'a spare worker is prepared');
}
