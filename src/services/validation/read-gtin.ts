import { toGtin14 } from '../../codecs/gtin.js';
import * as fields from './fields.js';
import { validator } from './validator.js';

const validate = validator({ type: 'object', required: ['gtin'], properties: { gtin: fields.gtin } });

/** Returns a GTIN of 8 to 14 digits as GTIN-14. Throws the 422 of any other value. */
export function readGtin(gtin: unknown): string {
  validate({ gtin });
  return toGtin14(gtin as string);
}
