import type { ImportAnswer } from '../../src/services/import/import-answer.js';
import type { Finished } from './cli.js';
import { runInProcess } from './command.js';

/** Runs `claims … --json` on a database and gives its answer too. */
export async function runJson<Answer = ImportAnswer>(
  url: string,
  ...args: readonly string[]
): Promise<Finished & { readonly answer: Answer }> {
  const finished = await runInProcess([...args, '--json'], { DATABASE_URL: url });
  if (finished.stdout === '') throw new Error(`no answer: ${finished.stderr}`);
  return { ...finished, answer: JSON.parse(finished.stdout) };
}

/** The five figures of an answer: total, created, updated, skipped, wrong. */
export function figures(answer: ImportAnswer): readonly number[] {
  return [answer.total_rows, answer.created, answer.updated, answer.skipped, answer.error_count];
}
