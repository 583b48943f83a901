import { createHash } from 'node:crypto';

/**
 * The id of a claim of the demo: the same wherever the demo is written, so that the explorer's examples can
 * name it. A version 7 UUID of the first instant of 2026, whose random part is drawn from the code.
 */
export function demoClaimId(code: string): string {
  const random = createHash('sha256').update(code).digest('hex');
  return `019b76da-a800-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
