import { OperatorError } from '../../errors/operator-error.js';

/** What files begin with that people take for CSV, and what to do about it. */
const others: readonly (readonly [start: readonly number[], advice: string])[] = [
  [[0x1f, 0x8b], 'is compressed with gzip: decompress it first'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive or a spreadsheet: save it as CSV in UTF-8'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is a spreadsheet of an old format: save it as CSV in UTF-8'],
  [[0xff, 0xfe], 'is in UTF-16: save it in UTF-8'],
  [[0xfe, 0xff], 'is in UTF-16: save it in UTF-8'],
];

/** Refuses a file by its first bytes, with a sentence, where every row of it would be wrong. */
export function refuseOtherContent(path: string, chunk: Buffer): void {
  const found = others.find(([start]) => chunk.subarray(0, start.length).equals(Buffer.from(start)));
  if (found) throw new OperatorError(`${path} ${found[1]}; nothing was imported.`);
}
