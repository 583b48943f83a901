import { createHash } from 'node:crypto';

/** The id of a claim of the demo: the same wherever the demo is written, so that the explorer's examples can name it. */
export function demoClaimId(code: string): string {
  return idOf(code);
}

/** The id of a certification of the demo, by its code or, without one, its label. */
export function demoCertificationId(name: string): string {
  return idOf(`certification ${name}`);
}

/** The id of a certification body of the demo. */
export function demoCertificationBodyId(name: string): string {
  return idOf(`certification body ${name}`);
}

/** A version 7 UUID of the first instant of 2026, whose random part is drawn from the name. */
function idOf(name: string): string {
  const random = createHash('sha256').update(name).digest('hex');
  return `019b76da-a800-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
