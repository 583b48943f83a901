import { type ArgsDictionary, createMethodMiddlewareDecorator } from 'type-graphql';
import type { FieldLimitName } from '../../schema/field-limits.js';
import type { GatewayContext } from '../context.js';

/**
 * Limits how often a caller may ask for a field (docs/contract.md, "Quotas"). A call beyond the limit ends
 * with a `rate_limited` problem before the resolver runs; the caller's quota is not touched.
 * @param counts whether a call with these arguments, not yet validated, is one that counts.
 */
export function LimitedField<Arguments extends ArgsDictionary>(
  limit: FieldLimitName,
  counts: (args: Arguments) => boolean,
): MethodDecorator {
  return createMethodMiddlewareDecorator<GatewayContext>(async ({ args, context }, next) => {
    if (counts(args as Arguments)) await context.fieldLimiter.count(limit, context.limitedCaller());
    return next();
  });
}
