import { MAX_RESPONSE_BYTES, ResponseTooLarge } from '../../errors/response-too-large.js';

/** Longer texts are measured exactly: escapes can make them six times longer, letters beyond ASCII three times. */
const SHORT_TEXT = 64;

/** Bytes from which a response is written in slices. */
const LARGE_RESPONSE = 256 * 1024;

/** UTF-16 code units from which the JSON text of a measured value is kept for its response. */
const LARGE_VALUE = 4 * 1024;

const largeResponses = new WeakSet<object>();

/** JSON texts of large values: writing one takes milliseconds, and the response repeats it for each of its aliases. */
const largeValues = new WeakMap<object, string>();

/** Returns the JSON text of a large, measured value of a scalar; undefined for others. */
export function textOfLargeValue(value: object): string | undefined {
  return largeValues.get(value);
}

/** Whether the measured `data` of a response is large. */
export function isLargeResponse(data: unknown): boolean {
  return isPlain(data) && largeResponses.has(data);
}

/** Adds up the size of a response while it is completed, so that execution can stop early. */
export class ResponseSize {
  private bytes = 0;
  /** Values that are selected under several aliases. Most operations have none, and weak maps are expensive. */
  private sizes: WeakMap<object, number> | undefined;

  constructor(private readonly limit = MAX_RESPONSE_BYTES) {}

  /** Adds the key of a field, with its quotes, colon and comma. Throws `ResponseTooLarge` beyond the limit. */
  addKey(key: string): void {
    this.add(key.length + 4);
  }

  /** Adds the value of a scalar or an enum. Throws `ResponseTooLarge` beyond the limit. */
  addLeaf(value: unknown): void {
    this.add(isPlain(value) ? this.objectBytes(value) : leafBytes(value));
  }

  /** Stores the `data` of a measured response if it is large. */
  noteIfLarge(data: unknown): void {
    if (this.bytes > LARGE_RESPONSE && isPlain(data)) largeResponses.add(data);
  }

  private objectBytes(value: object): number {
    const known = this.sizes?.get(value);
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    if (text.length >= LARGE_VALUE) largeValues.set(value, text);
    const bytes = Buffer.byteLength(text);
    this.sizes ??= new WeakMap();
    this.sizes.set(value, bytes);
    return bytes;
  }

  private add(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.limit) throw new ResponseTooLarge();
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function leafBytes(value: unknown): number {
  if (typeof value === 'string' && value.length <= SHORT_TEXT) return value.length + 2;
  if (typeof value === 'string') return Buffer.byteLength(JSON.stringify(value));
  return 5;
}
