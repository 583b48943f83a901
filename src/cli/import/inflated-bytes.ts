import { fileRefusal } from './file-refusal.js';

/** How large a file may become when it is decompressed: some 50 million rows of CSV. */
const MAX_INFLATED_BYTES = 4 * 2 ** 30;

/** From this many bytes on, a file that is compressed to less than a part of this size is no table. */
const RATIO_FROM_BYTES = 16 * 2 ** 20;
const MAX_RATIO = 300;

/** Counts the bytes that come out of a compressed file and refuses one that is made to have no end. */
export class InflatedBytes {
  private count = 0;

  /** @param compressed how many compressed bytes were read so far. */
  constructor(
    private readonly path: string,
    private readonly compressed: () => number,
  ) {}

  /** Counts further bytes. Throws a sentence when there are too many. */
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
