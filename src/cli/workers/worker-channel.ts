import type { ProcessFigures, SharedFigures } from '../../server/metrics/figures.js';
import type { Assignment, Report, WorkerOrder } from './messages.js';

/** The channel of messages between a worker and the first process. */
export class WorkerChannel implements SharedFigures {
  /** The assignment of the worker. */
  readonly assignment: Promise<Assignment>;
  /** The order to drain. */
  readonly draining: Promise<void>;
  /** The order to close. */
  readonly closing: Promise<void>;

  private readonly resolvers: {
    readonly begin: (assignment: Assignment) => void;
    readonly drain: () => void;
    readonly close: () => void;
  };
  private moved: (port: number) => void = () => {};
  private readFigures: (() => Promise<ProcessFigures>) | undefined;
  private lastRequest = 0;
  private readonly requests = new Map<number, (text: string) => void>();

  /** Reports to the first process that orders are received. */
  constructor() {
    const begin = Promise.withResolvers<Assignment>();
    const drain = Promise.withResolvers<void>();
    const close = Promise.withResolvers<void>();
    this.assignment = begin.promise;
    this.draining = drain.promise;
    this.closing = close.promise;
    this.resolvers = { begin: begin.resolve, drain: drain.resolve, close: close.resolve };
    process.on('message', (order: WorkerOrder) => this.receive(order));
    void this.report({ kind: 'prepared' });
  }

  /** Sends a report; resolves when it is sent. Node.js ends a worker whose first process has ended. */
  report(report: Report): Promise<void> {
    return new Promise((resolve) => {
      process.send?.(report, undefined, undefined, () => resolve());
    });
  }

  /** Registers a function that is called when the embedded database has another port. */
  onDatabasePort(moved: (port: number) => void): void {
    this.moved = moved;
  }

  provide(read: () => Promise<ProcessFigures>): void {
    this.readFigures = read;
  }

  ofAll(): Promise<string> {
    const request = ++this.lastRequest;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.requests.set(request, resolve);
    void this.report({ kind: 'ask-figures', request });
    return promise;
  }

  private receive(order: WorkerOrder): void {
    switch (order.kind) {
      case 'begin':
        this.resolvers.begin(order.assignment);
        break;
      case 'database-port':
        this.moved(order.port);
        break;
      case 'drain':
        this.resolvers.drain();
        break;
      case 'close':
        this.resolvers.close();
        break;
      case 'read-figures':
        void this.readFigures?.().then((figures) => this.report({ kind: 'figures', figures }));
        break;
      case 'all-figures':
        this.requests.get(order.request)?.(order.text);
        this.requests.delete(order.request);
        break;
    }
  }
}
