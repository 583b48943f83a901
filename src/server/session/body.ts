import { requireObject } from '../../rest/request-body.js';
import { validator } from '../../services/validation/validator.js';

const validate = validator({
  type: 'object',
  required: ['api_key'],
  properties: { api_key: { type: 'string' } },
});

/** Returns the API key of a sign-in. Throws the 400 or 422 of a body without one. */
export function readSignIn(body: unknown): string {
  const members = requireObject(body);
  validate(members);
  return members.api_key as string;
}
