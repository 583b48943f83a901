import { readdir } from 'node:fs/promises';
import { jest } from '@jest/globals';
import { type Finished, runClaims } from '../support/cli.js';
import { wrongArguments } from './mistakes/arguments.js';
import { wrongDataFolders } from './mistakes/data-folders.js';
import { wrongDatabases } from './mistakes/databases.js';
import { type Mistakes, Scene } from './mistakes/scene.js';
import { wrongSettings } from './mistakes/settings.js';

// Each command takes a second of processor time, and several on a busy machine.
jest.setTimeout(240_000);

const mistakes: Mistakes = { ...wrongSettings, ...wrongDataFolders, ...wrongDatabases, ...wrongArguments };

let scene: Scene;
let contents: object;
const outcomes = new Map<string, { readonly says: RegExp; readonly finished: Finished }>();

beforeAll(async () => {
  scene = await Scene.create();
  contents = await scene.contents();
  const waiting = Object.entries(mistakes);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [what, make] = next;
      const mistake = await make(scene);
      if (!mistake) continue;
      const { args, env, within, says } = mistake;
      outcomes.set(what, { says, finished: await runClaims(args, env, within) });
    }
  };
  await Promise.all([work(), work()]);
});
afterAll(() => scene.remove());

describe('an operator who', () => {
  it.each(Object.keys(mistakes))('%s is told so in one sentence', (what) => {
    const outcome = outcomes.get(what);
    // Only what this machine cannot show is missing.
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
    expect(await scene.contents()).toEqual(contents);
    const names = await readdir(scene.folder.path, { recursive: true });
    expect(names.filter((name) => name.endsWith('.tmp') || name.startsWith('theirs/'))).toEqual([]);
  });
});
