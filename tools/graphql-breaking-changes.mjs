// Compares schema.graphql with that of the last release and fails on a breaking change.
//   node graphql-breaking-changes.mjs            the newest tag v* against the working tree
//   node graphql-breaking-changes.mjs OLD NEW    two files
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const root = fileURLToPath(new URL('..', import.meta.url));

const [, , ...files] = process.argv;
if (files.length !== 0 && files.length !== 2) {
  throw new Error('Name two files, the old schema and the new one, or none.');
}
const pair = files.length === 2 ? fromFiles(...files) : fromLastRelease();
process.exitCode = pair === undefined || (await isCompatible(pair)) ? 0 : 1;

function fromFiles(before, after) {
  return { name: before, before: readFileSync(before, 'utf8'), after: readFileSync(after, 'utf8') };
}

function fromLastRelease() {
  // `-` begins the suffix of a pre-release, which comes before its release.
  const [tag] = git('-c', 'versionsort.suffix=-', 'tag', '--list', 'v*', '--sort=-version:refname').split(
    '\n',
  );
  if (tag === '') {
    // A shallow clone has no tags, and everything would pass.
    if (git('rev-parse', '--is-shallow-repository').trim() === 'true') {
      throw new Error('This clone is shallow and has no tags: fetch them, or the last release is not known.');
    }
    console.log('No release yet (no tag v*): nothing to compare with.');
    return undefined;
  }
  return {
    name: tag,
    before: git('show', `${tag}:schema.graphql`),
    after: readFileSync(`${root}schema.graphql`, 'utf8'),
  };
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

/** Prints the breaking changes. */
async function isCompatible({ name, before, after }) {
  const changes = await diff(buildSchema(before), buildSchema(after));
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  console.log(`Against ${name}: ${changes.length} changes, ${breaking.length} of them breaking.`);
  for (const { path, message } of breaking) console.log(`  ${path ?? ''}: ${message}`);
  return breaking.length === 0;
}
