import { readFile } from 'node:fs/promises';

/** What only the build of the pages and their tests need. */
const FOR_THE_BUILD =
  /^(?:@graphiql\/|graphiql$|react|@types\/react|monaco-|esbuild$|@scalar\/|axe-core$|playwright-)/;

it('keeps the packages of the pages out of what the server is installed with', async () => {
  const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(Object.keys(dependencies).filter((name) => FOR_THE_BUILD.test(name))).toEqual([]);
  expect(Object.keys(devDependencies).filter((name) => FOR_THE_BUILD.test(name))).not.toEqual([]);
});
