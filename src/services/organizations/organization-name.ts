import { validator } from '../validation/validator.js';

const validate = validator({
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 255, format: 'text' } },
});

/** Throws the 422 of an organization's name that has not 1 to 255 characters. */
export function requireOrganizationName(name: string): void {
  validate({ name });
}
