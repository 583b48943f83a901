import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { LimitedSpans } from '../../src/observability/open-telemetry/limited-spans.js';

let now: number;
/** Exports without an answer. */
let pending: { readonly count: number; readonly done: (result: ExportResult) => void }[];
let spans: LimitedSpans;

const exporter: SpanExporter = {
  export: ({ length: count }, done) => pending.push({ count, done }),
  shutdown: async () => {},
};

beforeEach(() => {
  now = 0;
  pending = [];
  spans = new LimitedSpans(exporter, 2_000, () => now);
});

const sampled = { resource: {}, spanContext: () => ({ traceFlags: 1 }) } as ReadableSpan;

function end(count: number, span = sampled): void {
  for (let i = 0; i < count; i++) spans.onEnd(span);
}

/** Answers the first export that has none, and lets the next one begin. */
async function answer(code: ExportResultCode): Promise<void> {
  pending.shift()?.done({ code });
  await new Promise((resolve) => setImmediate(resolve));
}

const counts = () => [spans.queued, spans.exported, spans.dropped];

it('hold 1,024 spans at most while the collector does not answer', () => {
  end(5_000);
  expect(counts()).toEqual([1_024, 0, 3_976]);
  expect(pending.map(({ count }) => count)).toEqual([256]);
});

it('take more as exports are done', async () => {
  end(5_000);
  await answer(ExportResultCode.SUCCESS);
  expect(counts()).toEqual([768, 256, 3_976]);
  end(1);
  expect(counts()).toEqual([769, 256, 3_976]);
});

it('take none for ten seconds after an export has failed, and none is tried', async () => {
  end(512);
  await answer(ExportResultCode.FAILED);
  expect([...counts(), pending.length]).toEqual([0, 0, 512, 0]);
  now = 9_999;
  end(300);
  expect(counts()).toEqual([0, 0, 812]);
  now = 10_000;
  end(300);
  expect([...counts(), pending.length]).toEqual([300, 0, 812, 1]);
});

it('leave out what is not sampled', () => {
  end(1, { ...sampled, spanContext: () => ({ traceFlags: 0 }) } as ReadableSpan);
  expect(counts()).toEqual([0, 0, 0]);
});
