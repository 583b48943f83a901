import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer } from '../support/gateway.js';
import { checked } from './documented-gateway.js';

/** What `fetch` would not send as it stands: a header twice, a body in chunks, a path that is no URL. */
export interface RawRequest {
  readonly method?: string;
  /** From the server's root, sent byte for byte. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Parts of the body; without a Content-Length header they are sent chunked. None: the headers only. */
  readonly chunks?: readonly (string | Uint8Array)[];
}

/** Sends a request through `node:http`, reads its answer to the end and compares it with the OpenAPI document. */
export async function rawRequest(
  baseUrl: string,
  { method = 'POST', path, headers = {}, chunks }: RawRequest,
): Promise<Answer> {
  const { hostname, port } = new URL(baseUrl);
  const outgoing = request({
    hostname,
    port,
    method,
    path,
    agent: false,
    headers: headers as Record<string, string | string[]>,
  });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  outgoing.on('response', resolve).on('error', reject);
  outgoing.flushHeaders();
  for (const chunk of chunks ?? []) outgoing.write(chunk);
  if (chunks) outgoing.end();
  const incoming = await promise;
  const body = await text(incoming);
  outgoing.destroy();
  const answerHeaders = new Headers(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]),
  );
  const sent = chunks?.every((chunk) => typeof chunk === 'string') ? chunks.join('') : null;
  return checked(method, path, sent, {
    status: incoming.statusCode as number,
    headers: answerHeaders,
    text: body,
    body: answerHeaders.get('content-type')?.includes('json') && body !== '' ? JSON.parse(body) : undefined,
  });
}
