import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as OTLP's JSON has it. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 2: an error. */
  readonly status: number | undefined;
}

/** A collector of traces on loopback that keeps what it receives. */
export class Collector {
  readonly spans: CollectedSpan[] = [];
  /** Attributes of the resource that was sent last. */
  resource: Readonly<Record<string, unknown>> = {};
  /** Paths of the requests. */
  readonly paths: (string | undefined)[] = [];

  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(status = 200): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', async (request, response) => {
      collector.paths.push(request.url);
      collector.receive(await json(request));
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return collector;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private receive(body: any): void {
    for (const { resource, scopeSpans } of body.resourceSpans) {
      this.resource = valuesOf(resource.attributes);
      for (const { traceId, spanId, parentSpanId, name, kind, attributes, status } of scopeSpans.flatMap(
        ({ spans }: any) => spans,
      )) {
        this.spans.push({
          traceId,
          spanId,
          parentSpanId: parentSpanId || undefined,
          name,
          kind,
          attributes: valuesOf(attributes),
          status: status?.code || undefined,
        });
      }
    }
  }
}

function valuesOf(attributes: { key: string; value: Record<string, unknown> }[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
