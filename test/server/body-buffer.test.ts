import { BodyBuffer } from '../../src/server/body-buffer.js';

const MAX = 64 * 1024;

function filled(chunks: readonly string[]): BodyBuffer {
  const buffer = new BodyBuffer(MAX);
  for (const chunk of chunks) buffer.append(Buffer.from(chunk));
  return buffer;
}

it('contains nothing at first', () => {
  expect(filled([]).contents()).toEqual(Buffer.alloc(0));
});

it('contains the chunks in order', () => {
  const chunks = Array.from({ length: 3000 }, (_, i) => `${i},`);
  expect(filled(chunks).contents().toString()).toBe(chunks.join(''));
});

it('takes no more memory than a single chunk', () => {
  expect(filled(['x'.repeat(100)]).capacity).toBe(100);
});

it('takes 4 KB for many chunks of one byte, and doubles when they are full', () => {
  expect(filled(Array(4096).fill('x')).capacity).toBe(4096);
  expect(filled(Array(4097).fill('x')).capacity).toBe(8194);
});

it('never takes more memory than the longest body', () => {
  expect(filled(['x', 'x'.repeat(MAX - 1)]).capacity).toBe(MAX);
});

it('tells beforehand how much memory it will take', () => {
  const buffer = filled(['x']);
  const expected = buffer.capacityWith(5000);
  buffer.append(Buffer.alloc(5000));
  expect(buffer.capacity).toBe(expected);
});

it('leaves the memory of the first chunk as it is', () => {
  const first = Buffer.from('first');
  const buffer = new BodyBuffer(MAX);
  buffer.append(first);
  buffer.append(Buffer.from(' second'));
  expect(first.toString()).toBe('first');
});
