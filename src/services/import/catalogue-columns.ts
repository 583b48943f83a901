import type { ImportColumn } from './column.js';

/** An absolute http or https URL, as evidence has. */
export const urlSchema = { type: 'string', maxLength: 2048, format: 'evidence-url' } as const;

/** The column of the URL of a logo. */
export const logoUrlColumn: ImportColumn = {
  name: 'logo_url',
  aliases: ['logo'],
  kind: 'text',
  required: false,
  schema: urlSchema,
};
