import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/**
 * A list whose first item fails later than its second one, which fails at once: the first is not awaited
 * any more, and graphql-js lets its rejection go.
 */
const OPERATION = `
  import { buildSchema, graphql } from 'graphql';
  const schema = buildSchema('type Query { list: [Item!] } type Item { name: String! }');
  const { promise, reject } = Promise.withResolvers();
  const list = [{ name: () => promise }, { name: () => { throw new Error('at once'); } }];
  const { errors } = await graphql({ schema, source: '{ list { name } }', rootValue: { list } });
  console.log(errors[0].message);
  reject(new Error('later'));
  await new Promise(setImmediate);
  console.log('alive');`;

const HANDLER = `
  import { logUnhandledRejections } from '${resolve('dist/server/unhandled-rejections.js')}';
  logUnhandledRejections({ error: ({ err }, message) => console.log(message, err.message) });`;

/** Runs a program in a process of its own; gives its lines and its exit code. */
function run(program: string): Promise<{ lines: string[]; code: unknown }> {
  return new Promise((done) => {
    const node = [process.execPath, ['--input-type=module', '--eval', program]] as const;
    execFile(...node, { timeout: 30_000 }, (error, stdout) =>
      done({ lines: stdout.trim().split('\n'), code: error?.code ?? 0 }),
    );
  });
}

it('ends a process that does not handle it', async () => {
  expect(await run(OPERATION)).toEqual({ lines: ['at once'], code: 1 });
});

it('is logged by the server, which goes on', async () => {
  expect(await run(`${HANDLER}${OPERATION}`)).toEqual({
    lines: ['at once', 'a rejection was not handled later', 'alive'],
    code: 0,
  });
});
