import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

/**
 * The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` name. Without them, and for a name that is
 * unknown, all traces are sampled but those that the caller has excluded, as OpenTelemetry specifies.
 */
export function samplerOf(environment: Readonly<Record<string, string | undefined>>): Sampler {
  const { OTEL_TRACES_SAMPLER: name = '', OTEL_TRACES_SAMPLER_ARG: argument } = environment;
  const [, parentBased, root] = /^(parentbased_)?(.*)$/.exec(name) ?? [];
  const sampler = rootSampler(root ?? '', argument);
  if (!sampler) return new ParentBasedSampler({ root: new AlwaysOnSampler() });
  return parentBased === undefined ? sampler : new ParentBasedSampler({ root: sampler });
}

function rootSampler(name: string, argument: string | undefined): Sampler | undefined {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio': {
      const ratio = Number(argument ?? 1);
      return new TraceIdRatioBasedSampler(ratio >= 0 && ratio <= 1 ? ratio : 1);
    }
    default:
      return undefined;
  }
}
