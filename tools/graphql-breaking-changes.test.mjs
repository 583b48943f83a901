import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('graphql-breaking-changes.mjs', import.meta.url));
const SCHEMA = await readFile(new URL('../schema.graphql', import.meta.url), 'utf8');

/** Exit code and output for a schema that was changed. */
async function compare(change) {
  const folder = await mkdtemp(join(tmpdir(), 'claims-schema-'));
  const [before, after] = [join(folder, 'before.graphql'), join(folder, 'after.graphql')];
  const changed = change(SCHEMA);
  assert.notEqual(changed, SCHEMA, 'the change has changed nothing');
  await Promise.all([writeFile(before, SCHEMA), writeFile(after, changed)]);
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, [SCRIPT, before, after], (error, output) =>
        resolve({ code: error?.code ?? 0, output }),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a field that is gone is a breaking change', async () => {
  const { code, output } = await compare((schema) =>
    schema.replace('\n  endCursor: String\n', '\n  lastCursor: String\n'),
  );
  assert.equal(code, 1);
  assert.match(output, /PageInfo\.endCursor/);
});

test('an argument that becomes required is a breaking change', async () => {
  const { code, output } = await compare((schema) => schema.replace(/\bon: Date$/m, 'on: Date!'));
  assert.equal(code, 1);
  assert.match(output, /isActive\.on/);
});

test('a value of an enum that is gone is a breaking change', async () => {
  const { code, output } = await compare((schema) => schema.replace(/^ {2}SUSTAINABILITY$/m, '  DURABILITY'));
  assert.equal(code, 1);
  assert.match(output, /ClaimCategory\.SUSTAINABILITY/);
});

test('a new field is no breaking change', async () => {
  const { code, output } = await compare((schema) =>
    schema.replace('\n  brand: String!', '\n  brand: String!\n  size: Int'),
  );
  assert.equal(code, 0);
  assert.match(output, /1 changes, 0 of them breaking/);
});
