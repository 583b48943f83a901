import { setTimeout as sleep } from 'node:timers/promises';

const WITHIN_MS = 10_000;

/** Waits until a condition holds that no event tells of. Throws when it does not within ten seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ten seconds: ${condition}`);
    await sleep(10);
  }
}
