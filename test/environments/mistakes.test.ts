import { readdir } from 'node:fs/promises';
import { type Finished, runClaims } from '../support/cli.js';
import { wrongArguments } from './mistakes/arguments.js';
import { wrongDataFolders } from './mistakes/data-folders.js';
import { wrongDatabases } from './mistakes/databases.js';
import { type Mistake, type Mistakes, Scene } from './mistakes/scene.js';
import { wrongSettings } from './mistakes/settings.js';

// Each command takes a second of processor time, and waits for it on a busy machine.

const mistakes: Mistakes = { ...wrongSettings, ...wrongDataFolders, ...wrongDatabases, ...wrongArguments };

/** What came of a mistake; undefined where this machine cannot show it. */
type Outcome = { readonly says: RegExp; readonly finished: Finished } | undefined;

let scene: Scene;
let contents: object;
const outcomes = new Map<string, Promise<Outcome>>();

beforeAll(async () => {
  scene = await Scene.create();
  contents = await scene.contents();
  // Two at once, in the order in which they are looked at.
  const queues: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
  for (const [i, [what, make]] of Object.entries(mistakes).entries()) {
    const outcome = queues[i % 2]!.then(async () => outcomeOf(await make(scene)));
    outcomes.set(what, outcome);
    queues[i % 2] = outcome.catch(() => undefined);
  }
});
afterAll(() => scene.remove());

async function outcomeOf(mistake: Mistake | undefined): Promise<Outcome> {
  if (!mistake) return undefined;
  const { args, env, within, says } = mistake;
  const cached = { NODE_COMPILE_CACHE: scene.folder.file('compiled'), ...env };
  return { says, finished: await runClaims(args, cached, within) };
}

describe('an operator who', () => {
  it.each(Object.keys(mistakes))('%s is told so in one sentence', async (what) => {
    const outcome = await outcomes.get(what);
    if (!outcome) return;
    const { code, stdout, stderr } = outcome.finished;
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^claims: [^\n\p{Cc}]+\.\n$/u),
    });
    expect(stderr).toMatch(outcome.says);
    expect(stderr).not.toContain('    at ');
  });

  it('errs leaves the database as it was, and no half-written file', async () => {
    await Promise.allSettled(outcomes.values());
    expect(await scene.contents()).toEqual(contents);
    const names = await readdir(scene.folder.path, { recursive: true });
    expect(names.filter((name) => name.endsWith('.tmp') || name.startsWith('theirs/'))).toEqual([]);
  });
});
