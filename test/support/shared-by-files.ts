const closings: (() => Promise<void>)[] = [];

/**
 * Registers what files share as long as their process runs. A worker of jest exits without closing it; where jest runs files in
 * its own process, it has to be closed for that to end.
 */
export function closeWithJest(close: () => Promise<void>): void {
  closings.push(close);
}

/** Closes all that was registered in this process. For the teardown of the tests. */
export async function closeShared(): Promise<void> {
  await Promise.all(closings.map((close) => close()));
}
