import { samplerOf } from '../../src/observability/open-telemetry/sampler.js';

it.each([
  [undefined, undefined, /^ParentBased\{root=AlwaysOnSampler/],
  ['unknown', undefined, /^ParentBased\{root=AlwaysOnSampler/],
  ['always_on', undefined, /^AlwaysOnSampler$/],
  ['always_off', undefined, /^AlwaysOffSampler$/],
  ['traceidratio', '0.25', /^TraceIdRatioBased\{0\.25\}$/],
  ['traceidratio', 'much', /^TraceIdRatioBased\{1\}$/],
  ['parentbased_traceidratio', '0.1', /^ParentBased\{root=TraceIdRatioBased\{0\.1\}/],
])('OTEL_TRACES_SAMPLER=%s with %s is %s', (name, argument, expected) => {
  const environment = { OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: argument };
  expect(samplerOf(environment).toString()).toMatch(expected);
});
