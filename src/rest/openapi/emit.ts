import { writeFile } from 'node:fs/promises';
import { openApiDocument } from './document.js';

// Run by `npm run openapi`: writes the OpenAPI document to the file that is named on the command line.
const [, , file] = process.argv;
if (file === undefined) throw new Error('Name the file to write the document to.');
await writeFile(file, `${JSON.stringify(openApiDocument, null, 2)}\n`);
