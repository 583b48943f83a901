import { GTIN_PATTERN } from '../../codecs/gtin.js';
import { ID_PATTERN } from '../../codecs/short-id.js';
import { verificationStatuses } from '../../entities/certification-assignment.js';
import { claimSources } from '../../entities/claim-assignment.js';

/**
 * The rules of single fields as JSON Schema (2020-12), the one place where they stand: the services
 * validate with them. Lengths count Unicode code points, as JSON Schema and PostgreSQL do.
 */

/** JSON Schema of one use case's input, an object, or of a part of it. */
export type InputSchema = Readonly<Record<string, unknown>>;

export const gtin = { type: 'string', minLength: 8, maxLength: 14, pattern: GTIN_PATTERN } as const;

/** An id in either written form. */
export const id = { type: 'string', pattern: ID_PATTERN } as const;

export const claimSource = { type: 'string', enum: claimSources } as const;

/** A day; null if the period has no such bound. */
export const openDate = { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] } as const;

export const evidenceUrl = { type: 'string', maxLength: 2048, format: 'evidence-url' } as const;

export const evidenceNote = { type: 'string', maxLength: 10_000, format: 'text' } as const;

export const certificateNumber = { type: 'string', maxLength: 100, format: 'text' } as const;

export const issuingBody = { type: 'string', maxLength: 255, format: 'text' } as const;

/** Of the same form as a URL of evidence. */
export const verificationUrl = { ...evidenceUrl };

export const verificationStatus = { type: 'string', enum: verificationStatuses } as const;

/** What a certificate covers. */
export const scope = { type: 'string', maxLength: 10_000, format: 'text' } as const;

export const certificationValue = { type: 'string', maxLength: 255, format: 'text' } as const;

/** Countries by their two letters (ISO 3166-1). */
export const countries = {
  type: 'array',
  maxItems: 250,
  items: { type: 'string', pattern: '^[A-Z]{2}$' },
} as const;

export const metadata = {
  anyOf: [
    {
      type: 'object',
      maxProperties: 50,
      propertyNames: { type: 'string', minLength: 1, maxLength: 40, format: 'text' },
      additionalProperties: { type: 'string', maxLength: 500, format: 'text' },
    },
    { type: 'null' },
  ],
} as const;

/**
 * A text to search for. None that is stored and compared with it is longer; as words, PostgreSQL nests it, and its
 * stack holds no more than some thousands.
 */
export const searchText = { type: 'string', maxLength: 1000, format: 'text' } as const;
