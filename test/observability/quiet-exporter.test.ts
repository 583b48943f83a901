import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { QuietExporter } from '../../src/observability/open-telemetry/quiet-exporter.js';

let now = 0;
let error: Error | undefined;
const lines: object[] = [];

const exporter: SpanExporter = {
  export: (_spans, done) =>
    done(error ? { code: ExportResultCode.FAILED, error } : { code: ExportResultCode.SUCCESS }),
  shutdown: async () => {},
};
const quiet = new QuietExporter(exporter, { warn: (details) => lines.push(details) }, () => now);

it('failed exports are logged once a minute, without the error that holds the request', () => {
  let exports = 0;
  const done = () => {
    exports += 1;
  };
  quiet.export([], done);
  expect(lines).toEqual([]);
  error = Object.assign(new Error('connect ECONNREFUSED'), { headers: { authorization: 'secret' } });
  for (now = 0; now <= 150_000; now += 10_000) quiet.export([], done);
  expect(lines).toEqual(Array(3).fill({ reason: 'connect ECONNREFUSED' }));
  expect(exports).toBe(17);
});
