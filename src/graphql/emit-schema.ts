import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { buildGatewaySchema } from './schema.js';
import { schemaText } from './schema-text.js';

// Run by `npm run schema`: writes the GraphQL schema to the file that is named on the command line.
const [, , file] = process.argv;
if (file === undefined) throw new Error('Name the file to write the schema to.');
await writeFile(file, schemaText(await buildGatewaySchema()));
