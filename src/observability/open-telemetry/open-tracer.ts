import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import type { RequestTracer } from '../request-tracer.js';
import { LimitedSpans } from './limited-spans.js';
import { QuietExporter, type TraceLog } from './quiet-exporter.js';
import { samplerOf } from './sampler.js';
import { SpanTracer } from './span-tracer.js';

/** Maximum characters of an attribute: clients choose names of operations. */
const MAX_ATTRIBUTE_LENGTH = 256;

/**
 * Timeout of an export with its retries, in milliseconds. As long as that of the one at shutdown, which ends with it.
 */
const EXPORT_TIMEOUT_MS = 2_000;

/** Timeout of the export at shutdown, in milliseconds. */
const SHUTDOWN_TIMEOUT_MS = 2_000;

/** The collector of the spans, and where failures are logged. */
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
  const spans = new LimitedSpans(new QuietExporter(exporter, log), EXPORT_TIMEOUT_MS);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'claims-gateway' }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }));
  const sampler = samplerOf(process.env);
  const provider = new TracerProvider({
    resource,
    sampler,
    spanProcessors: [spans],
    spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE_LENGTH },
  });
  return new SpanTracer(provider.getTracer('claims-gateway'), spans, () => shutDown(provider));
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
