import type { Answer, Gateway } from '../support/gateway.js';

/** What a browser does with a gateway's sessions. */
export class Browser {
  /** The session's id, as the cookie holds it. */
  id: string | undefined;

  private readonly gateway: Gateway;

  constructor(gateway: Gateway) {
    this.gateway = gateway;
  }

  /** Where its pages come from, unless a test says otherwise. */
  get origin(): string {
    return this.gateway.url;
  }

  /** A request from a page of the gateway itself, with the cookie. Headers that are empty are left out. */
  async send(
    method: string,
    path: string,
    { headers = {}, body }: { headers?: object; body?: unknown } = {},
  ) {
    const all: Record<string, string> = {
      ...(method !== 'GET' && { origin: this.origin }),
      ...(this.id !== undefined && { cookie: `theme=dark; sessionid=${this.id}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    };
    const sent = Object.entries(all).filter(([, value]) => value !== '');
    const answer = await this.gateway.request(path, {
      method,
      headers: Object.fromEntries(sent),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    this.keepCookie(answer);
    return answer;
  }

  signIn(key: unknown, headers: object = {}): Promise<Answer> {
    return this.send('POST', '/session', { headers, body: { api_key: key } });
  }

  graphql(query: string, headers: object = {}): Promise<Answer> {
    return this.send('POST', '/graphql', { headers, body: { query } });
  }

  /** What `GET /session` says. */
  async whoAmI(): Promise<any> {
    return (await this.send('GET', '/session')).body;
  }

  private keepCookie({ headers }: Answer): void {
    const value = /^sessionid=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1];
    if (value !== undefined) this.id = value === '' ? undefined : value;
  }
}
