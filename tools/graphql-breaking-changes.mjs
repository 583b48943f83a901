// Compares schema.graphql with that of the last release and fails on a breaking change.
//   node graphql-breaking-changes.mjs            released/schema.graphql against schema.graphql
//   node graphql-breaking-changes.mjs OLD NEW    two files
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const [
  ,
  ,
  before = fileURLToPath(new URL('released/schema.graphql', import.meta.url)),
  after = fileURLToPath(new URL('../schema.graphql', import.meta.url)),
] = process.argv;

const changes = await diff(read(before), read(after));
const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
console.log(`Against ${before}: ${changes.length} changes, ${breaking.length} of them breaking.`);
for (const { path, message } of breaking) console.log(`  ${path ?? ''}: ${message}`);
process.exitCode = breaking.length === 0 ? 0 : 1;

function read(file) {
  return buildSchema(readFileSync(file, 'utf8'));
}
