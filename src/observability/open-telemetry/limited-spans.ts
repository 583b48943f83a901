import { TraceFlags } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { SpanCounts } from '../request-tracer.js';

/** Maximum number of spans that are queued or in flight; further ones are dropped. One takes some two kilobytes. */
const MAX_SPANS = 1_024;

/** Maximum number of spans of one export. */
const MAX_BATCH = 256;

/** Time between two exports in milliseconds. */
const EXPORT_INTERVAL_MS = 5_000;

/** For how long spans are dropped after an export has failed, in milliseconds. */
const PAUSE_MS = 10_000;

/**
 * Exports spans in batches, and limits their memory while the collector is slow or down. Spans that are queued for an
 * export that fails survive several garbage collections, so that none are kept for a while after a failure: at
 * thousands per second they grew the process by more than 100 MB.
 */
export class LimitedSpans implements SpanProcessor, SpanCounts {
  queued = 0;
  exported = 0;
  dropped = 0;

  private readonly batches: SpanProcessor;
  private pausedUntil = Number.NEGATIVE_INFINITY;

  /**
   * @param exportTimeoutMs after which the exporter abandons an export
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    private readonly exporter: SpanExporter,
    exportTimeoutMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.batches = new BatchSpanProcessor({
      exporter: {
        export: (spans, done) => this.export(spans, done),
        shutdown: () => exporter.shutdown(),
      },
      maxQueueSize: MAX_SPANS,
      maxExportBatchSize: MAX_BATCH,
      scheduledDelayMillis: EXPORT_INTERVAL_MS,
      // The exporter's own limit comes first, so that a failure is known before the next export begins.
      exportTimeoutMillis: exportTimeoutMs + 500,
    });
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    if (this.queued >= MAX_SPANS || this.now() < this.pausedUntil) {
      this.dropped += 1;
      return;
    }
    this.queued += 1;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  private export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const finish = (result: ExportResult) => {
      this.queued -= spans.length;
      if (result.code === ExportResultCode.SUCCESS) this.exported += spans.length;
      else this.dropped += spans.length;
      done(result);
    };
    if (this.now() < this.pausedUntil) {
      finish({ code: ExportResultCode.FAILED });
      return;
    }
    this.exporter.export(spans, (result) => {
      if (result.code !== ExportResultCode.SUCCESS) this.pausedUntil = this.now() + PAUSE_MS;
      finish(result);
    });
  }
}
