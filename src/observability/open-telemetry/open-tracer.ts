import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { RequestTracer } from '../request-tracer.js';
import { QuietExporter, type TraceLog } from './quiet-exporter.js';
import { samplerOf } from './sampler.js';
import { SpanTracer } from './span-tracer.js';

/** Spans that wait for export at most; further ones are dropped. One takes about a kilobyte. */
const MAX_QUEUED_SPANS = 2048;

/** Spans of one export at most. */
const MAX_BATCH = 512;

/** Time between two exports in milliseconds. */
const EXPORT_INTERVAL_MS = 5_000;

/** How long an export may take with its retries, in milliseconds. As long as the one at shutdown, which ends with it. */
const EXPORT_TIMEOUT_MS = 2_000;

/** How long the export at shutdown may take, in milliseconds. */
const SHUTDOWN_TIMEOUT_MS = 2_000;

/** Where spans go. */
export interface TracerSettings {
  /** Base URL of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly log: TraceLog;
}

/**
 * Exports spans by OTLP over HTTP. Variables of OpenTelemetry that are read beside the endpoint: `OTEL_SERVICE_NAME`,
 * `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER`, `OTEL_TRACES_SAMPLER_ARG`, `OTEL_EXPORTER_OTLP_HEADERS`. Nothing is
 * registered globally.
 */
export function openTelemetryTracer({ endpoint, log }: TracerSettings): RequestTracer {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const processor = new BatchSpanProcessor({
    exporter: new QuietExporter(exporter, log),
    maxQueueSize: MAX_QUEUED_SPANS,
    maxExportBatchSize: MAX_BATCH,
    scheduledDelayMillis: EXPORT_INTERVAL_MS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'claims-gateway' }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }));
  const sampler = samplerOf(process.env);
  const provider = new TracerProvider({ resource, sampler, spanProcessors: [processor] });
  return new SpanTracer(provider.getTracer('claims-gateway'), () => shutDown(provider));
}

async function shutDown(provider: TracerProvider): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SHUTDOWN_TIMEOUT_MS);
  });
  // A failed export has been logged.
  await Promise.race([provider.shutdown().catch(() => undefined), tooLate]);
  clearTimeout(timer);
}
