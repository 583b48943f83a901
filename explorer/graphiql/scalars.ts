/** What the JSON of our scalars looks like, for the variables editor: it takes scalars that it does not know for simple values. */
export const scalarSchemas = {
  Date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  DateTime: { type: 'string' },
  GTIN: { type: 'string', pattern: '^[0-9]{8,14}$' },
  Metadata: { type: 'object', additionalProperties: { type: 'string' } },
} as const;
