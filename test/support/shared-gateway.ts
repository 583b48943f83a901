import { unprepared } from '../../src/database/statement.js';
import { TABLES } from './database.js';
import { type Gateway, gatewayOn } from './gateway.js';
import { type RunningGateway, runGateway } from './running-gateway.js';
import { closeWithJest } from './shared-by-files.js';

/** Gateways that no file of this worker uses at present. */
const idle: RunningGateway[] = [];

closeWithJest(async () => {
  await Promise.all(idle.splice(0).map((running) => running.stop()));
});

/**
 * Takes a gateway with the default options that may have served other files of this worker, or starts one. Its database
 * is empty and its log begins anew; its counters and caches go on. For files that leave the schema as it is.
 */
export async function shareGateway(): Promise<Gateway> {
  const running = idle.pop() ?? (await runGateway());
  return gatewayOn(running, () => giveBack(running));
}

/** Empties the database for the next file. Where that fails, because a test has left a lock or another schema, the gateway ends. */
async function giveBack(running: RunningGateway): Promise<void> {
  const { database } = running.testDatabase;
  database.observer = undefined;
  try {
    await database.query(unprepared(`truncate ${TABLES}`));
  } catch {
    await running.stop();
    return;
  }
  idle.push(running);
}
