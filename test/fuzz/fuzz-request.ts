import * as fc from 'fast-check';

/** Who sends a request. */
export type Caller =
  | 'editor'
  | 'readonly'
  | 'anonymous'
  | 'a key that is none'
  | 'a key with nothing left'
  | 'a token without scope';

/** What is wrong with a request, and how it has to be refused for that. */
export interface Fault {
  readonly what: string;
  readonly status: number;
  /** Where every issue of a 422 has to lie. */
  readonly place?: readonly string[];
}

/** A request as it is sent; without a fault it is as the document wants it. */
export interface FuzzRequest {
  readonly method: string;
  /** From the server's root, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly caller: Caller;
  readonly fault?: Fault;
}

/** Shows itself in a failure without hundreds of kilobytes. */
export function described(request: FuzzRequest): FuzzRequest {
  const text = `${request.fault?.what ?? 'valid'}: ${request.method} ${request.path} as ${request.caller} ${JSON.stringify(request.headers)} ${excerpt(request.body)}`;
  return Object.defineProperty({ ...request }, fc.toStringMethod, { value: () => text });
}

/** A value in at most some 400 characters. */
export function excerpt(value: unknown): string {
  const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : (JSON.stringify(value) ?? '');
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length} units)` : text;
}

/** Whether the headers, of which the path is the largest, have 16 KB at most: others are a 431 of the parser. */
export function reachesOperation({ path }: Pick<FuzzRequest, 'path'>): boolean {
  return path.length <= 15_000;
}
