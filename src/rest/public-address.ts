import type { FastifyRequest } from 'fastify';

/** Where callers find the server: `PUBLIC_URL`, or the address that their requests name. */
export class PublicAddress {
  /** The path below which a proxy serves us, such as `/claims-api`; empty when there is none. */
  readonly prefix: string;
  /** Scheme, host and port as browsers write them in `Origin`; undefined without `PUBLIC_URL`. */
  readonly origin: string | undefined;
  /** Whether `PUBLIC_URL` is an https address. */
  readonly isHttps: boolean;

  /** @param url `PUBLIC_URL`, without a slash at its end. */
  constructor(readonly url: string | undefined) {
    const parsed = url === undefined ? undefined : new URL(url);
    this.prefix = parsed === undefined ? '' : parsed.pathname.replace(/\/$/, '');
    this.origin = parsed?.origin;
    this.isHttps = parsed?.protocol === 'https:';
  }

  /**
   * The URL of the server without a slash at its end. Without `PUBLIC_URL` it is what the request says, of which
   * only proxies in `TRUST_PROXY` may say more than `Host`; empty for a request of HTTP/1.0 that names no host.
   */
  of({ protocol, host }: FastifyRequest): string {
    if (this.url !== undefined) return this.url;
    return host ? (URL.parse(`${protocol}://${host}`)?.origin ?? '') : '';
  }
}
