import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type {
  EndSpan,
  RequestOutcome,
  RequestTrace,
  RequestTracer,
  SpanCounts,
  TracedRequest,
} from '../request-tracer.js';

const propagator = new W3CTraceContextPropagator();

const headers: TextMapGetter<TracedRequest['headers']> = {
  get: (carrier, name) => carrier[name],
  keys: (carrier) => Object.keys(carrier),
};

/** Creates spans with the names and attributes of OpenTelemetry's semantic conventions. */
export class SpanTracer implements RequestTracer {
  constructor(
    private readonly tracer: Tracer,
    readonly spans: SpanCounts,
    readonly shutdown: () => Promise<void>,
  ) {}

  startRequest({ method, headers: received, protocol }: TracedRequest): RequestTrace {
    const parent = propagator.extract(ROOT_CONTEXT, received, headers);
    const attributes = { 'http.request.method': method, 'url.scheme': protocol };
    const span = this.tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
    return new RequestSpans(this.tracer, span, method);
  }
}

/**
 * The spans of one request. Parents are passed explicitly, because a batch contains statements of several requests, and
 * an asynchronous context would be that of the first.
 */
class RequestSpans implements RequestTrace {
  readonly traceId: string;
  private readonly requestContext: Context;
  private operation: Span | undefined;
  /** The span that statements belong to. */
  private parent: Context;

  constructor(
    private readonly tracer: Tracer,
    private readonly request: Span,
    private readonly method: string,
  ) {
    this.traceId = request.spanContext().traceId;
    this.requestContext = trace.setSpan(ROOT_CONTEXT, request);
    this.parent = this.requestContext;
  }

  startOperation(type: string, name: string | undefined): void {
    const attributes = {
      'graphql.operation.type': type,
      ...(name !== undefined && { 'graphql.operation.name': name }),
    };
    this.operation = this.tracer.startSpan(
      type,
      { kind: SpanKind.INTERNAL, attributes },
      this.requestContext,
    );
    this.parent = trace.setSpan(ROOT_CONTEXT, this.operation);
  }

  endOperation(hasErrors: boolean): void {
    if (hasErrors) this.operation?.setStatus({ code: SpanStatusCode.ERROR });
    this.operation?.end();
    this.operation = undefined;
    this.parent = this.requestContext;
  }

  startStatement(name: string): EndSpan {
    const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': name };
    const span = this.tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, this.parent);
    return (failure) => {
      if (failure !== undefined) fail(span, errorType(failure));
      span.end();
    };
  }

  end({ route, status }: RequestOutcome): void {
    const { request } = this;
    if (this.operation) this.endOperation(true);
    if (route !== undefined) {
      request.updateName(`${this.method} ${route}`);
      request.setAttribute('http.route', route);
    }
    if (status === undefined) fail(request, 'aborted');
    else request.setAttribute('http.response.status_code', status);
    // A response that refuses a request is no error of a server (semantic conventions of HTTP).
    if (status !== undefined && status >= 500) fail(request, String(status));
    request.end();
  }
}

function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/**
 * The SQLSTATE, the code of a socket's error, or the class of the error; never the message, which can repeat values.
 */
function errorType(failure: unknown): string {
  const { code } = failure as { readonly code?: unknown };
  if (typeof code === 'string') return code;
  return Error.isError(failure) ? failure.name : 'error';
}
