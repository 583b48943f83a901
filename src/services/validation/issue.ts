import type { ErrorObject } from 'ajv';
import type { Issue } from '../../errors/problem.js';

/** A document with thousands of faults is not answered with thousands of issues. */
export const MAX_ISSUES = 100;

/** Sentences of formats; `type` follows pydantic where it has a word for the fault. */
const formats: Record<string, { msg: string; type: string }> = {
  date: { msg: 'Input should be a real calendar date in the format YYYY-MM-DD', type: 'date_parsing' },
  'evidence-url': { msg: 'Input should be empty or an absolute http or https URL', type: 'url_parsing' },
  text: { msg: 'Input should not contain a NUL character or a lone surrogate', type: 'string_unicode' },
};

const types: Record<string, { msg: string; type: string }> = {
  string: { msg: 'Input should be a valid string', type: 'string_type' },
  object: { msg: 'Input should be a valid object', type: 'dict_type' },
  array: { msg: 'Input should be a valid list', type: 'list_type' },
  boolean: { msg: 'Input should be a valid boolean', type: 'bool_type' },
  integer: { msg: 'Input should be a valid integer', type: 'int_type' },
};

/** Names the place of a finding: two with the same name are about the same value. */
export function placeOf({ instancePath, keyword, params, propertyName }: ErrorObject): string {
  const member = keyword === 'required' ? params.missingProperty : propertyName;
  return member === undefined ? instancePath : `${instancePath}/${escapePointer(member)}`;
}

/** Translates one finding of the validator in an input; undefined for those that only repeat another. */
export function toIssue(error: ErrorObject, input: unknown): Issue | undefined {
  const path = pointerToPath(error.instancePath, input);
  const fault = describe(error);
  if (fault === undefined) return undefined;
  if (error.keyword === 'required') return { path: [...path, error.params.missingProperty], ...fault };
  if (error.propertyName !== undefined) return { path: [...path, error.propertyName], ...fault };
  return { path, ...fault };
}

function describe({ keyword, params }: ErrorObject): { msg: string; type: string } | undefined {
  switch (keyword) {
    case 'required':
      return { msg: 'Field required', type: 'missing' };
    case 'type':
      // The other branch of "this or null" has its own, better finding.
      return params.type === 'null' ? undefined : types[params.type];
    case 'enum':
      return { msg: `Input should be ${alternatives(params.allowedValues)}`, type: 'enum' };
    case 'pattern':
      return { msg: `String should match pattern '${params.pattern}'`, type: 'string_pattern_mismatch' };
    case 'minLength':
      return { msg: `String should have at least ${characters(params.limit)}`, type: 'string_too_short' };
    case 'maxLength':
      return { msg: `String should have at most ${characters(params.limit)}`, type: 'string_too_long' };
    case 'maxProperties':
      return { msg: `Object should have at most ${params.limit} members`, type: 'too_long' };
    case 'maxItems':
      return { msg: `List should have at most ${params.limit} items`, type: 'too_long' };
    case 'minItems':
      return {
        msg: `List should have at least ${params.limit === 1 ? '1 item' : `${params.limit} items`}`,
        type: 'too_short',
      };
    case 'minimum':
      return { msg: `Input should be greater than or equal to ${params.limit}`, type: 'greater_than_equal' };
    case 'maximum':
      return { msg: `Input should be less than or equal to ${params.limit}`, type: 'less_than_equal' };
    case 'format':
      return formats[params.format];
    default:
      return undefined;
  }
}

function alternatives(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  const last = quoted.pop();
  return quoted.length === 0 ? `${last}` : `${quoted.join(', ')} or ${last}`;
}

function characters(limit: number): string {
  return limit === 1 ? '1 character' : `${limit} characters`;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Splits a JSON Pointer (RFC 6901) into its decoded segments; those into lists are numbers. */
function pointerToPath(pointer: string, input: unknown): (string | number)[] {
  let container = input;
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => {
      const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      const isIndex = Array.isArray(container);
      container = (container as Readonly<Record<string, unknown>>)[name];
      return isIndex ? Number(name) : name;
    });
}
