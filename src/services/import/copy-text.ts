import type { StagedValue } from './import-kind.js';

/** About how much text is sent at once, in UTF-16 units. */
const CHUNK = 65_536;

/** Characters with a meaning of their own in the text format of COPY. */
const special = /[\\\t\n\r]/g;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Writes rows in the text format of COPY, in chunks of a size that suits the network. */
export async function* copyText(
  rows: AsyncIterable<readonly [line: number, values: readonly StagedValue[]]>,
): AsyncGenerator<Buffer> {
  let text = '';
  for await (const [line, values] of rows) {
    text += line;
    for (const value of values) text += `\t${field(value)}`;
    text += '\n';
    if (text.length >= CHUNK) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

function field(value: StagedValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return value.replace(special, (character) => escapes[character]!);
}
