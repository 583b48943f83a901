import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** Where a failed export is logged. */
export interface TraceLog {
  warn(details: object, message: string): void;
}

/** Time between two lines about failed exports, in milliseconds. */
const LOG_INTERVAL_MS = 60_000;

/** An exporter that logs its failures at most once a minute. A failure loses spans and has no other effect. */
export class QuietExporter implements SpanExporter {
  private loggedAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(
    private readonly exporter: SpanExporter,
    private readonly log: TraceLog,
    private readonly now: () => number = () => performance.now(),
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.exporter.export(spans, (result) => {
      if (result.code !== ExportResultCode.SUCCESS) this.logFailure(result.error);
      done(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  private logFailure(error: Error | undefined): void {
    const now = this.now();
    if (now - this.loggedAt < LOG_INTERVAL_MS) return;
    this.loggedAt = now;
    // Not the error itself: it can contain the headers of the export, a credential among them.
    this.log.warn({ reason: reasonOf(error) }, 'traces were not exported and are lost');
  }
}

/** Errors of several addresses at once have a code and no message. */
function reasonOf(error: Error | undefined): string {
  const { message, code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return message || String(code ?? 'unknown');
}
