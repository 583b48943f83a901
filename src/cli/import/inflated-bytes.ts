import { fileRefusal } from './file-refusal.js';

/** Maximum decompressed size of a file: some 50 million rows of CSV. */
const MAX_INFLATED_BYTES = 4 * 2 ** 30;

/** Size from which a file with a compression ratio above this one is no table. */
const RATIO_FROM_BYTES = 16 * 2 ** 20;
const MAX_RATIO = 300;

/** Counts the bytes of a compressed file, and refuses a decompression bomb. */
export class InflatedBytes {
  private count = 0;

  /** @param compressed returns the number of compressed bytes that were read. */
  constructor(
    private readonly path: string,
    private readonly compressed: () => number,
  ) {}

  /** Counts further bytes. Throws a sentence if there are too many. */
  add(bytes: number): void {
    this.count += bytes;
    const { count } = this;
    const isTooMany = count > MAX_INFLATED_BYTES;
    if (isTooMany || (count > RATIO_FROM_BYTES && count > MAX_RATIO * this.compressed())) {
      const limit = isTooMany ? '4 GiB' : `${MAX_RATIO} times its size`;
      throw fileRefusal(this.path, `becomes larger than ${limit} when it is decompressed`);
    }
  }
}
