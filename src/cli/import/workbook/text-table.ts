const BLOCK_BYTES = 1_048_576;

/** Texts by number, as UTF-8 in a few blocks instead of millions of objects. */
export class TextTable {
  private readonly blocks: Buffer[] = [];
  private used = BLOCK_BYTES;
  /** Block, start and end of each text. */
  private places = new Uint32Array(3 * 1_024);
  private count = 0;
  private total = 0;

  /** Bytes of all texts. */
  get bytes(): number {
    return this.total;
  }

  get size(): number {
    return this.count;
  }

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > BLOCK_BYTES) {
      this.blocks.push(Buffer.allocUnsafe(Math.max(BLOCK_BYTES, length)));
      this.used = 0;
    }
    const start = this.used;
    this.blocks.at(-1)?.write(text, start);
    this.used += length;
    this.total += length;
    this.place([this.blocks.length - 1, start, this.used]);
  }

  /** Undefined if no text has this number. */
  get(number: number): string | undefined {
    if (!(number >= 0 && number < this.count)) return undefined;
    const [block = 0, start, end] = this.places.subarray(3 * number, 3 * number + 3);
    return this.blocks[block]?.toString('utf8', start, end);
  }

  private place(place: readonly [number, number, number]): void {
    if (3 * this.count === this.places.length) {
      const larger = new Uint32Array(2 * this.places.length);
      larger.set(this.places);
      this.places = larger;
    }
    this.places.set(place, 3 * this.count);
    this.count += 1;
  }
}
