import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The `claims serve` process that uses a data folder. */
interface ServingProcess {
  readonly pid: number;
  /** In the clock ticks of the kernel: a later process with the same pid has another one. */
  readonly startTime: string;
  /** Where it listens for requests. */
  readonly port: number;
  /** Where browsers find it. */
  readonly address: string;
}

/** The record of a serving process. */
export interface ServingRecord {
  /** Removes it. */
  remove(): Promise<void>;
}

/** Records that this process serves a data folder, and where, for other commands on the folder. Mode 0600. */
export async function recordServingProcess(
  dataDir: string,
  where: Pick<ServingProcess, 'port' | 'address'>,
): Promise<ServingRecord> {
  const file = recordFile(dataDir);
  const record: ServingProcess = {
    pid: process.pid,
    startTime: (await startTimeOf(process.pid)) ?? '',
    ...where,
  };
  // Written aside and renamed: no reader finds half a record, and a link at its place is replaced, not followed.
  const draft = `${file}.${randomUUID()}.tmp`;
  await writeFile(draft, `${JSON.stringify(record)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
  return { remove: () => rm(file, { force: true }) };
}

/**
 * The process that serves a data folder, as ` (process 4711, port 4000)`; empty when none is recorded or the record
 * is that of a process that was killed.
 */
export async function describeServingProcess(dataDir: string): Promise<string> {
  const serving = await findServingProcess(dataDir);
  return serving === undefined ? '' : ` (process ${serving.pid}, port ${serving.port})`;
}

/** Where browsers find the process that serves a data folder; undefined when none is recorded, as above. */
export async function servingAddress(dataDir: string): Promise<string | undefined> {
  return (await findServingProcess(dataDir))?.address;
}

async function findServingProcess(dataDir: string): Promise<ServingProcess | undefined> {
  const record = await readRecord(recordFile(dataDir));
  return record && (await startTimeOf(record.pid)) === record.startTime ? record : undefined;
}

function recordFile(dataDir: string): string {
  return join(dataDir, 'serve.json');
}

async function readRecord(file: string): Promise<ServingProcess | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const { pid, startTime, port, address } = record;
    const isValid =
      [pid, port].every(Number.isInteger) && [startTime, address].every((text) => typeof text === 'string');
    return isValid ? ({ pid, startTime, port, address } as ServingProcess) : undefined;
  } catch {
    // The record only makes messages more helpful.
    return undefined;
  }
}

/** Field 22 of /proc/<pid>/stat; undefined when there is no such process. */
async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field, the name of the program, may contain blanks and parentheses. The third one follows it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
}
