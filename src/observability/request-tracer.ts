/** Ends a span. The failure is the error of the work; undefined if it succeeded. */
export type EndSpan = (failure?: unknown) => void;

/** Records the statements of one request as spans. */
export interface StatementTrace {
  /** Starts the span of a statement. Its values are never recorded. */
  startStatement(name: string): EndSpan;
}

/** How a request has ended. */
export interface RequestOutcome {
  /** The pattern of the route; undefined for a path without one. */
  readonly route: string | undefined;
  /** Undefined when the client closed the connection before the response. */
  readonly status: number | undefined;
}

/** The spans of one request. */
export interface RequestTrace extends StatementTrace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** Starts the span of a GraphQL operation, which becomes the parent of the statements that follow. */
  startOperation(type: string, name: string | undefined): void;
  /** Ends it. */
  endOperation(hasErrors: boolean): void;
  /** Ends the request's span, and the operation's if it is still open. */
  end(outcome: RequestOutcome): void;
}

/** Attributes at the start of a request's span. */
export interface TracedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** `http` or `https`. */
  readonly protocol: string;
}

/** Numbers of spans since the process started. */
export interface SpanCounts {
  /** Spans that are queued or in flight. */
  readonly queued: number;
  readonly exported: number;
  /** Spans that were not exported: the queue was full, or the export failed. */
  readonly dropped: number;
}

/**
 * Records requests as spans. The rest of the code knows this interface alone, so that no module of OpenTelemetry is
 * loaded unless traces are exported.
 */
export interface RequestTracer {
  readonly spans: SpanCounts;
  startRequest(request: TracedRequest): RequestTrace;
  /** Exports queued spans, within a time limit. Never throws. */
  shutdown(): Promise<void>;
}
