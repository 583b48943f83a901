import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds that no event tells of. Throws when it does not within ten seconds, or the time given. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs / 1000} seconds: ${condition}`);
    await sleep(10);
  }
}
