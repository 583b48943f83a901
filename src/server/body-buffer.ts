/** Capacity in bytes from the second chunk of a body on, at least. */
const MIN_CAPACITY = 4 * 1024;

/**
 * The bytes of a body in one buffer: a list of chunks would take hundreds of bytes for each chunk, and a client may
 * send chunks of one byte.
 */
export class BodyBuffer {
  private bytes: Buffer | undefined;
  private length = 0;

  /** @param maxLength maximum number of bytes that are appended. */
  constructor(private readonly maxLength: number) {}

  /** Bytes of memory that the buffer takes. */
  get capacity(): number {
    return this.bytes?.length ?? 0;
  }

  /** Bytes of memory after this many more are appended. The capacity doubles, so that copying is rare. */
  capacityWith(more: number): number {
    const length = this.length + more;
    // Most bodies arrive in one chunk, which is not copied.
    if (this.bytes === undefined || length <= this.bytes.length) return Math.max(length, this.capacity);
    return Math.max(length, Math.min(this.maxLength, Math.max(2 * length, MIN_CAPACITY)));
  }

  append(chunk: Buffer): void {
    if (this.bytes === undefined) {
      this.bytes = chunk;
    } else {
      const capacity = this.capacityWith(chunk.length);
      if (capacity > this.bytes.length) {
        const grown = Buffer.allocUnsafeSlow(capacity);
        this.bytes.copy(grown, 0, 0, this.length);
        this.bytes = grown;
      }
      chunk.copy(this.bytes, this.length);
    }
    this.length += chunk.length;
  }

  /** The appended bytes, which share their memory with the buffer. */
  contents(): Buffer {
    return this.bytes?.subarray(0, this.length) ?? Buffer.alloc(0);
  }
}
